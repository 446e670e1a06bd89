import type { SelectItem, SelectNode } from '@getodk/xforms-engine';
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { FormText } from '../FormText.tsx';
import { QuestionGroup } from '../Question.tsx';
import { controlId, useFilling } from '../filling.ts';
import { fitTiles } from '../tiles.ts';
import { useWording } from '../texts.ts';

/** From this many choices on, a field to look for one stands above them. */
const SEARCH_FROM = 13;

/** One or several of a list. Short lists of short choices stand in two columns, others in rows; never a drop-down. */
export function SelectAnswer(props: { readonly node: SelectNode }): JSX.Element {
  const filling = useFilling();
  const { t } = useWording();
  const many = (): boolean => props.node.selectType === 'select';
  const options = (): readonly SelectItem[] => props.node.currentState.valueOptions;
  const chosen = (): readonly string[] => props.node.currentState.value;
  const [sought, setSought] = createSignal('');
  const shown = createMemo(() => {
    const words = sought().trim().toLowerCase();
    return words === '' ? options() : options().filter((option) => option.label.asString.toLowerCase().includes(words) || chosen().includes(option.value));
  });
  const choose = (value: string, on: boolean): void => {
    if (!many()) props.node.selectValue(value);
    else props.node.selectValues(on ? [...chosen(), value] : chosen().filter((kept) => kept !== value));
  };
  return (
    <QuestionGroup node={props.node} note={many() ? t('chooseMany') : ''}>
      <Show when={options().length >= SEARCH_FROM}>
        <input class="inp find" type="search" placeholder={t('find')} aria-label={t('find')} value={sought()} onInput={(event) => setSought(event.currentTarget.value)} />
      </Show>
      <div class="opts" classList={{ tiles: fitTiles(options().map((option) => option.label.asString)) && !props.node.currentState.isSelectWithImages }}>
        <For each={shown()} fallback={<p class="hint">{sought() ? t('foundNone', { words: sought() }) : t('noChoices')}</p>}>
          {(option) => (
            <label class="opt" classList={{ on: chosen().includes(option.value), many: many(), off: props.node.currentState.readonly }}>
              <input
                type={many() ? 'checkbox' : 'radio'}
                name={controlId(props.node)}
                value={option.value}
                checked={chosen().includes(option.value)}
                disabled={props.node.currentState.readonly}
                onChange={(event) => choose(option.value, event.currentTarget.checked)}
                onBlur={() => filling.leave(props.node)}
              />
              <span>
                <FormText range={option.label} />
              </span>
            </label>
          )}
        </For>
      </div>
      <Show when={!many() && !props.node.currentState.required && !props.node.currentState.readonly && chosen().length > 0}>
        <button type="button" class="btn quiet" onClick={() => props.node.selectValue(null)}>
          {t('clear')}
        </button>
      </Show>
    </QuestionGroup>
  );
}
