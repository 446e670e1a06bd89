import type { AnyLeafNode, NoteNode, TriggerNode } from '@getodk/xforms-engine';
import { Show, type JSX } from 'solid-js';
import { FormText } from '../FormText.tsx';
import { Question, QuestionGroup } from '../Question.tsx';
import { useWording } from '../texts.ts';

/** Words of the form, with nothing to answer; a calculated value, where it has one. */
export function Note(props: { readonly node: NoteNode }): JSX.Element {
  return (
    <section class="question">
      <p class={props.node.currentState.instanceValue === '' ? 'say' : 'asked'}>
        <FormText range={props.node.currentState.label} />
      </p>
      <Show when={props.node.currentState.hint}>
        <p class="hint">
          <FormText range={props.node.currentState.hint} />
        </p>
      </Show>
      <Show when={props.node.currentState.instanceValue}>{(value) => <p class="inp given">{value()}</p>}</Show>
    </section>
  );
}

/** A statement to take note of. */
export function Acknowledgement(props: { readonly node: TriggerNode }): JSX.Element {
  const { t } = useWording();
  const given = (): boolean => props.node.currentState.instanceValue === 'OK';
  return (
    <QuestionGroup node={props.node}>
      <label class="opt many" classList={{ on: given() }}>
        <input type="checkbox" checked={given()} onChange={(event) => props.node.setValue(event.currentTarget.checked)} />
        <span>{t('acknowledge')}</span>
      </label>
    </QuestionGroup>
  );
}

/** A kind of question that this face does not ask yet, said plainly instead of left out. */
export function Unsupported(props: { readonly node: AnyLeafNode }): JSX.Element {
  const { t } = useWording();
  return (
    <Question node={props.node}>
      <p class="note">{t('unsupported')}</p>
    </Question>
  );
}
