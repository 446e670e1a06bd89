// After "submit": the receipt, or what stands in the way, that nothing is lost, and what to do next.
import { createSignal, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import type { Contract } from './contract.ts';
import { Bar } from './Bar.tsx';
import { DoneIcon } from './icons.tsx';
import type { Outcome } from './submission.ts';
import { signed, size, useWording, type TextKey, type Values } from './texts.ts';

type ReceivedOutcome = Extract<Outcome, { kind: 'received' }>;
export type KeptOutcome = Exclude<Outcome, { kind: 'received' }>;

/** The receipt: the record by its number, and each indicator it counts towards. */
export function Received(props: { readonly contract: Contract; readonly outcome: ReceivedOutcome; readonly another: () => void }): JSX.Element {
  const { t, language } = useWording();
  const title = (): string => {
    if (props.outcome.waiting) return t('waitingTitle');
    return props.outcome.record === null ? t('receivedTitle') : t('receivedNumber', { record: props.outcome.record });
  };
  return (
    <>
      <Bar contract={props.contract} />
      <main class="stage done" role="status" tabindex="-1" ref={(element) => onMount(() => element.focus())}>
        <h2>
          <DoneIcon />
          {title()}
        </h2>
        <Show when={!props.outcome.waiting} fallback={<p>{t('waiting')}</p>}>
          <Show when={props.outcome.effects.length > 0}>
            <ul class="effects">
              <For each={props.outcome.effects}>
                {(effect) => <li>{t('counted', { indicator: effect.indicator, delta: signed(language(), effect.delta) })}</li>}
              </For>
            </ul>
          </Show>
        </Show>
      </main>
      <footer class="foot">
        <button type="button" class="btn pri" onClick={() => props.another()}>
          {t('another')}
        </button>
        <a class="btn" href={props.contract.doneUrl}>
          {t('finish')}
        </a>
      </footer>
    </>
  );
}

const TITLES: Readonly<Record<KeptOutcome['kind'], TextKey>> = {
  unreachable: 'unreachableTitle',
  incomplete: 'incompleteTitle',
  busy: 'busyTitle',
  'too-large': 'tooLargeTitle',
  refused: 'refusedTitle',
  conflict: 'conflictTitle',
  'signed-out': 'signedOutTitle',
  broken: 'brokenTitle',
};

/** What to say of each case after the title: a text and its values. */
function advice(outcome: KeptOutcome, waiting: number): readonly [TextKey, Values?] {
  switch (outcome.kind) {
    case 'unreachable':
      return ['unreachable'];
    case 'incomplete':
      return ['incomplete', { count: outcome.missing }];
    case 'busy':
      return waiting > 0 ? ['busyAfter', { seconds: waiting }] : ['busy'];
    case 'too-large':
      return ['tooLarge'];
    case 'refused':
      return ['refused'];
    case 'conflict':
      return ['conflict'];
    case 'signed-out':
      return ['signedOut'];
    case 'broken':
      return ['broken', { status: outcome.status }];
  }
}

/** Not received, or not known to be: the answers stay, and one button does what helps. */
export function Kept(props: {
  readonly contract: Contract;
  readonly outcome: KeptOutcome;
  /** Bytes on their way; 0 when nothing is. */
  readonly bytes: number;
  readonly retry: () => void;
  readonly edit: () => void;
  readonly asNew: () => void;
}): JSX.Element {
  const { t } = useWording();
  const [waiting, setWaiting] = createSignal(props.outcome.kind === 'busy' ? (props.outcome.retryAfterSeconds ?? 0) : 0);
  const clock = setInterval(() => setWaiting((left) => Math.max(0, left - 1)), 1000);
  onCleanup(() => clearInterval(clock));
  const reason = (): string | null => ('reason' in props.outcome ? props.outcome.reason : null);
  const mustEdit = (): boolean => props.outcome.kind === 'refused' || props.outcome.kind === 'too-large';
  const busy = (): boolean => props.bytes > 0;

  return (
    <>
      <Bar contract={props.contract} back={props.edit} />
      <main class="stage" role="alert" tabindex="-1" ref={(element) => onMount(() => element.focus())}>
        <h2>{t(TITLES[props.outcome.kind])}</h2>
        <Show when={reason()}>{(words) => <p>{t('refusedReason', { reason: words() })}</p>}</Show>
        <p>{t(...advice(props.outcome, waiting()))}</p>
        <p class="hint">{t('stillHere')}</p>
      </main>
      <footer class="foot">
        <Show
          when={!mustEdit()}
          fallback={
            <button type="button" class="btn pri" onClick={() => props.edit()}>
              {t('edit')}
            </button>
          }
        >
          <button
            type="button"
            class="btn pri"
            aria-busy={busy()}
            disabled={waiting() > 0}
            onClick={() => !busy() && (props.outcome.kind === 'conflict' ? props.asNew() : props.retry())}
          >
            {busy() ? t('submitting', { size: size(props.bytes) }) : t(props.outcome.kind === 'conflict' ? 'submitAsNew' : 'retry')}
          </button>
          <Show when={props.outcome.kind === 'signed-out'}>
            <a class="btn" href={props.contract.doneUrl} target="_blank" rel="noreferrer">
              {t('signIn')}
            </a>
          </Show>
          <button type="button" class="btn" disabled={busy()} onClick={() => props.edit()}>
            {t('edit')}
          </button>
        </Show>
      </footer>
    </>
  );
}
