import type { StringInputNode } from '@getodk/xforms-engine';
import { Show, type JSX } from 'solid-js';
import { described, Question } from '../Question.tsx';
import { useFilling } from '../filling.ts';

/** Words. Each letter goes into the record (and so into the draft) as it is typed, also while a Chinese input method composes. */
export function TextAnswer(props: { readonly node: StringInputNode }): JSX.Element {
  const filling = useFilling();
  const attributes = described(props.node);
  const common = {
    class: 'inp',
    get value() {
      return props.node.currentState.value ?? '';
    },
    get readOnly() {
      return props.node.currentState.readonly;
    },
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => props.node.setValue(event.currentTarget.value),
    onBlur: () => filling.leave(props.node),
  };
  const rows = (): number | null => props.node.nodeOptions.rows ?? (props.node.appearances.multiline ? 3 : null);
  return (
    <Question node={props.node}>
      <Show when={rows()} fallback={<input {...attributes} {...common} type="text" inputmode={props.node.appearances.numbers ? 'numeric' : 'text'} autocomplete="off" enterkeyhint="done" />}>
        {(count) => <textarea {...attributes} {...common} rows={count()} />}
      </Show>
    </Question>
  );
}
