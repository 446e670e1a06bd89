import type { RepeatInstanceNode, RepeatRangeControlledNode, RepeatRangeUncontrolledNode } from '@getodk/xforms-engine';
import { createSignal, For, Show, type JSX } from 'solid-js';
import { Nodes } from '../Nodes.tsx';
import { useWording } from '../texts.ts';

type Range = RepeatRangeControlledNode | RepeatRangeUncontrolledNode;

/** The same questions several times, each time under its label and number. The person adds and removes, unless the form counts the instances itself. */
export function RepeatAnswer(props: { readonly node: Range }): JSX.Element {
  const { t } = useWording();
  const label = (): string => props.node.currentState.label?.asString ?? t('one');
  const own = (): RepeatRangeUncontrolledNode | null => (props.node.nodeType === 'repeat-range:uncontrolled' ? props.node : null);
  return (
    <section class="repeat">
      <For each={props.node.currentState.children}>
        {(instance, index) => <Instance node={instance} title={`${label()} ${index() + 1}`} remove={own() ? () => own()!.removeInstances(index()) : null} />}
      </For>
      <Show when={own()}>
        {(range) => (
          <div class="addmore">
            <button type="button" class="btn" onClick={() => range().addInstances()}>
              {props.node.currentState.children.length === 0 ? t('addFirst', { label: label() }) : t('addAnother', { label: label() })}
            </button>
          </div>
        )}
      </Show>
    </section>
  );
}

function Instance(props: { readonly node: RepeatInstanceNode; readonly title: string; readonly remove: (() => void) | null }): JSX.Element {
  const { t } = useWording();
  const [asking, setAsking] = createSignal(false);
  return (
    <div class="instance" role="group" aria-label={props.title}>
      <div class="instance-head">
        <h3>{props.title}</h3>
        <Show when={props.remove && !asking()}>
          <button type="button" class="btn quiet" aria-label={`${t('remove')} ${props.title}`} onClick={() => setAsking(true)}>
            {t('remove')}
          </button>
        </Show>
      </div>
      <Show when={asking()}>
        <div class="note warn" role="alert">
          <p>{t('removeAsk', { label: props.title })}</p>
          <div class="row two">
            <button type="button" class="btn" onClick={() => props.remove?.()}>
              {t('removeYes')}
            </button>
            <button type="button" class="btn" onClick={() => setAsking(false)}>
              {t('keep')}
            </button>
          </div>
        </div>
      </Show>
      <Nodes nodes={props.node.currentState.children} />
    </div>
  );
}
