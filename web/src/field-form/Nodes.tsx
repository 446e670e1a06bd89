// From the engine's nodes to what stands on a page.
import type { AnyInputNode, DateInputNode, DateTimeInputNode, DecimalInputNode, GeneralChildNode, GeopointInputNode, IntInputNode, StringInputNode, TimeInputNode } from '@getodk/xforms-engine';
import { For, Show, type JSX } from 'solid-js';
import { DateAnswer } from './answers/DateAnswer.tsx';
import { DecimalAnswer } from './answers/DecimalAnswer.tsx';
import { IntegerAnswer } from './answers/IntegerAnswer.tsx';
import { Acknowledgement, Note, Unsupported } from './answers/OtherAnswer.tsx';
import { PhotoAnswer } from './answers/PhotoAnswer.tsx';
import { PlaceAnswer } from './answers/PlaceAnswer.tsx';
import { RepeatAnswer } from './answers/RepeatAnswer.tsx';
import { SelectAnswer } from './answers/SelectAnswer.tsx';
import { TextAnswer } from './answers/TextAnswer.tsx';
import { FormText } from './FormText.tsx';

/** The relevant ones of these nodes, in order. `titled` says that the page already bears the (only) group's label. */
export function Nodes(props: { readonly nodes: readonly GeneralChildNode[]; readonly titled?: boolean }): JSX.Element {
  return (
    <For each={props.nodes}>
      {(node) => (
        <Show when={node.currentState.relevant}>
          <OneNode node={node} titled={props.titled ?? false} />
        </Show>
      )}
    </For>
  );
}

function OneNode(props: { readonly node: GeneralChildNode; readonly titled: boolean }): JSX.Element {
  // A node's kind never changes, so this needs no reactivity.
  const node = props.node;
  switch (node.nodeType) {
    case 'model-value':
      return null;
    case 'group':
      return (
        <Show when={node.currentState.hasRelevantBodyNodes}>
          <Show when={!props.titled && node.currentState.label}>
            <h2 class="part">
              <FormText range={node.currentState.label} />
            </h2>
          </Show>
          <Nodes nodes={node.currentState.children} />
        </Show>
      );
    case 'repeat-range:controlled':
    case 'repeat-range:uncontrolled':
      return <RepeatAnswer node={node} />;
    case 'select':
      return <SelectAnswer node={node} />;
    case 'upload':
      return <PhotoAnswer node={node} />;
    case 'note':
      return <Note node={node} />;
    case 'trigger':
      return <Acknowledgement node={node} />;
    case 'input':
      return input(node);
    default:
      return <Unsupported node={node} />;
  }
}

function input(node: AnyInputNode): JSX.Element {
  switch (node.valueType) {
    case 'string':
      return <TextAnswer node={node as StringInputNode} />;
    case 'int':
      return <IntegerAnswer node={node as IntInputNode} />;
    case 'decimal':
      return <DecimalAnswer node={node as DecimalInputNode} />;
    case 'date':
    case 'time':
    case 'dateTime':
      return <DateAnswer node={node as DateInputNode | TimeInputNode | DateTimeInputNode} />;
    case 'geopoint':
      return <PlaceAnswer node={node as GeopointInputNode} />;
    default:
      return <Unsupported node={node} />;
  }
}
