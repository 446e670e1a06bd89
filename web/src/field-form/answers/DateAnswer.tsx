import type { DateInputNode, DateTimeInputNode, TimeInputNode } from '@getodk/xforms-engine';
import type { JSX } from 'solid-js';
import { described, Question } from '../Question.tsx';
import { useFilling } from '../filling.ts';

const KIND = { date: 'date', time: 'time', dateTime: 'datetime-local' } as const;

/** A day, a time or both, by the phone's own picker. */
export function DateAnswer(props: { readonly node: DateInputNode | TimeInputNode | DateTimeInputNode }): JSX.Element {
  const filling = useFilling();
  const attributes = described(props.node);
  // The picker takes wall time without zone or fraction: 2021-05-27, 09:41, 2021-05-27T09:41.
  const shown = (): string => {
    const stored = props.node.currentState.instanceValue;
    return props.node.valueType === 'date' ? stored.slice(0, 10) : stored.replace(/(\d\d:\d\d).*$/, '$1');
  };
  return (
    <Question node={props.node}>
      <input
        {...attributes}
        class="inp"
        type={KIND[props.node.valueType]}
        value={shown()}
        readOnly={props.node.currentState.readonly}
        onInput={(event) => props.node.setValue(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        onBlur={() => filling.leave(props.node)}
      />
    </Question>
  );
}
