import type { DecimalInputNode } from '@getodk/xforms-engine';
import { createEffect, createSignal, on, type JSX } from 'solid-js';
import { described, Question } from '../Question.tsx';
import { useFilling } from '../filling.ts';
import { readDecimal } from '../numbers.ts';

/** A number with decimals. A text field, for a number field drops what it cannot read without a word. */
export function DecimalAnswer(props: { readonly node: DecimalInputNode }): JSX.Element {
  const filling = useFilling();
  const attributes = described(props.node);
  const value = (): number | null => props.node.currentState.value;
  const [typed, setTyped] = createSignal(value()?.toString() ?? '');
  createEffect(
    on(value, (now) => {
      if (readDecimal(typed()) !== now) setTyped(now?.toString() ?? '');
    }, { defer: true }),
  );
  return (
    <Question node={props.node}>
      <input
        {...attributes}
        class="inp"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        enterkeyhint="done"
        value={typed()}
        readOnly={props.node.currentState.readonly}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          const number = readDecimal(event.currentTarget.value);
          filling.unreadable(props.node, number === undefined ? 'needDecimal' : null);
          props.node.setValue(number ?? null);
        }}
        onBlur={() => filling.leave(props.node)}
      />
    </Question>
  );
}
