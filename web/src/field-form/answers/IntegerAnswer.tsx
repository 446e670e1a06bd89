import type { IntInputNode } from '@getodk/xforms-engine';
import { createEffect, createSignal, on, type JSX } from 'solid-js';
import { described, Question } from '../Question.tsx';
import { useFilling } from '../filling.ts';
import { readInteger } from '../numbers.ts';
import { useWording } from '../texts.ts';

/** A whole number between two thumb-sized keys; it can be typed as well. Without a number yet, one more is 1. */
export function IntegerAnswer(props: { readonly node: IntInputNode }): JSX.Element {
  const filling = useFilling();
  const { t } = useWording();
  const attributes = described(props.node);
  const value = (): bigint | null => props.node.currentState.value;
  const [typed, setTyped] = createSignal(value()?.toString() ?? '');

  // What was typed stays as it is unless the answer itself changes (a key, a calculation): "0" on the way to "05" is not rewritten.
  createEffect(
    on(value, (now) => {
      if (readInteger(typed()) !== now) setTyped(now?.toString() ?? '');
    }, { defer: true }),
  );

  const type = (words: string): void => {
    setTyped(words);
    const number = readInteger(words);
    filling.unreadable(props.node, number === undefined ? 'needInteger' : null);
    props.node.setValue(number ?? null);
  };
  const step = (by: bigint): void => type(((value() ?? 0n) + by).toString());
  const locked = (): boolean => props.node.currentState.readonly;

  return (
    <Question node={props.node}>
      <div class="stepper" classList={{ faulty: filling.faultOf(props.node) !== null }}>
        <button type="button" aria-label={t('less')} disabled={locked() || value() === null || value() === 0n} onClick={() => step(-1n)}>
          −
        </button>
        <input
          {...attributes}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          enterkeyhint="done"
          value={typed()}
          readOnly={locked()}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={() => filling.leave(props.node)}
        />
        <button type="button" aria-label={t('more')} disabled={locked()} onClick={() => step(1n)}>
          ＋
        </button>
      </div>
    </Question>
  );
}
