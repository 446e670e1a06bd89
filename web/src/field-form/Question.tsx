// The frame of a question: label, hint, the control, and its fault in ink and amber underneath (LOOK: .fld .inp .errmsg).
import type { AnyLeafNode } from '@getodk/xforms-engine';
import { Show, type JSX } from 'solid-js';
import { FormText } from './FormText.tsx';
import { controlId, useFilling } from './filling.ts';
import { useWording } from './texts.ts';

/** What a control needs so that its label, hint and fault are read out with it. */
export interface Described {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
  readonly 'aria-required': 'true' | undefined;
}

/** The attributes of a question's (only or first) control. Reactive: spread it. */
export function described(node: AnyLeafNode): Described {
  const filling = useFilling();
  const id = controlId(node);
  return {
    id,
    get 'aria-describedby'() {
      const parts = [node.currentState.hint ? `${id}-hint` : '', filling.faultOf(node) ? `${id}-fault` : ''].filter((part) => part !== '');
      return parts.length > 0 ? parts.join(' ') : undefined;
    },
    get 'aria-invalid'() {
      return filling.faultOf(node) ? 'true' : undefined;
    },
    get 'aria-required'() {
      return node.currentState.required ? 'true' : undefined;
    },
  };
}

/** Frame for one control, which the label names by `for`. */
export function Question(props: { readonly node: AnyLeafNode; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class="question" classList={{ faulty: isFaulty(props.node) }}>
      <label class="asked" for={controlId(props.node)} id={`${controlId(props.node)}-label`}>
        <Asked node={props.node} />
      </label>
      <Hint node={props.node} />
      {props.children}
      <FaultLine node={props.node} />
    </section>
  );
}

/** Frame for several controls that answer one question together. */
export function QuestionGroup(props: { readonly node: AnyLeafNode; readonly note?: string; readonly children: JSX.Element }): JSX.Element {
  const attributes = described(props.node);
  return (
    <section class="question" classList={{ faulty: isFaulty(props.node) }}>
      <fieldset id={attributes.id} tabindex="-1" aria-describedby={attributes['aria-describedby']}>
        <legend class="asked" id={`${attributes.id}-label`}>
          <Asked node={props.node} />
        </legend>
        <Hint node={props.node} note={props.note} />
        {props.children}
        <FaultLine node={props.node} />
      </fieldset>
    </section>
  );
}

const isFaulty = (node: AnyLeafNode): boolean => useFilling().faultOf(node) !== null;

function Asked(props: { readonly node: AnyLeafNode }): JSX.Element {
  const { t } = useWording();
  return (
    <>
      <span>
        <FormText range={props.node.currentState.label} />
      </span>
      <Show when={props.node.currentState.required && !props.node.currentState.readonly}>
        <span class="must">{t('required')}</span>
      </Show>
    </>
  );
}

function Hint(props: { readonly node: AnyLeafNode; readonly note?: string | undefined }): JSX.Element {
  return (
    <Show when={props.node.currentState.hint || props.note}>
      <p class="hint" id={`${controlId(props.node)}-hint`}>
        <FormText range={props.node.currentState.hint} />
        {props.note}
      </p>
    </Show>
  );
}

function FaultLine(props: { readonly node: AnyLeafNode }): JSX.Element {
  const filling = useFilling();
  const { t } = useWording();
  return (
    <Show when={filling.faultOf(props.node)}>
      {(fault) => {
        const words = (): string => {
          const found = fault();
          return 'words' in found ? found.words : t(found.key);
        };
        return (
          <p class="fault" id={`${controlId(props.node)}-fault`}>
            {words()}
          </p>
        );
      }}
    </Show>
  );
}
