// What the questions of an open form share: whom they are for, and which faults are to be shown.
import type { AnyLeafNode } from '@getodk/xforms-engine';
import { createContext, createSignal, useContext, type Accessor } from 'solid-js';
import type { Contract } from './contract.ts';
import type { CellName } from './place.ts';
import type { TextKey } from './texts.ts';

/** A fault of one answer, in the form's words or, where the form says nothing, in ours. */
export type Fault = { readonly words: string } | { readonly key: TextKey };

export interface Filling {
  readonly contract: Contract;
  /** The fault to show under a question now, or null. A blank required answer is no fault before the person tries to go on. */
  readonly faultOf: (node: AnyLeafNode) => Fault | null;
  /** The fault a question has, shown or not: what keeps the person on the page. */
  readonly hiddenFaultOf: (node: AnyLeafNode) => Fault | null;
  /** The person has left this question: a broken constraint may be told. */
  readonly leave: (node: AnyLeafNode) => void;
  /** The person wants to go on: everything missing on these questions may be told. */
  readonly tell: (nodes: readonly AnyLeafNode[]) => void;
  /** What was typed cannot be read as an answer (a word where a number goes); null takes it back. */
  readonly unreadable: (node: AnyLeafNode, fault: TextKey | null) => void;
  /** The cell of the latest position in this record, for the photos' strip. */
  readonly cell: Accessor<CellName | null>;
  readonly setCell: (cell: CellName | null) => void;
}

/** The fault bookkeeping of one open form. */
export function createFilling(contract: Contract): Filling {
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [told, setTold] = createSignal<ReadonlySet<string>>(new Set());
  const [garbled, setGarbled] = createSignal<ReadonlyMap<string, TextKey>>(new Map());
  const [cell, setCell] = createSignal<CellName | null>(null);

  const hiddenFaultOf = (node: AnyLeafNode): Fault | null => {
    const unread = garbled().get(node.nodeId);
    if (unread) return { key: unread };
    const { violation } = node.validationState;
    if (!violation) return null;
    const words = violation.message?.asString;
    return words ? { words } : { key: violation.condition === 'required' ? wantOf(node) : 'notAllowed' };
  };

  return {
    contract,
    hiddenFaultOf,
    faultOf: (node) => {
      const fault = hiddenFaultOf(node);
      if (fault === null || told().has(node.nodeId)) return fault;
      const isBroken = garbled().has(node.nodeId) || node.validationState.violation?.condition === 'constraint';
      return isBroken && left().has(node.nodeId) ? fault : null;
    },
    leave: (node) => setLeft((before) => new Set(before).add(node.nodeId)),
    tell: (nodes) => setTold((before) => new Set([...before, ...nodes.map((node) => node.nodeId)])),
    unreadable: (node, fault) => {
      if ((garbled().get(node.nodeId) ?? null) === fault) return;
      setGarbled((before) => {
        const after = new Map(before);
        if (fault) after.set(node.nodeId, fault);
        else after.delete(node.nodeId);
        return after;
      });
    },
    cell,
    setCell,
  };
}

function wantOf(node: AnyLeafNode): TextKey {
  if (node.nodeType === 'select') return 'needChoice';
  if (node.nodeType === 'upload') return 'needPhoto';
  return node.valueType === 'geopoint' ? 'needPlace' : 'needAnswer';
}

export const FillingContext = createContext<Filling>();

/** The filling of the surrounding form. */
export function useFilling(): Filling {
  const filling = useContext(FillingContext);
  if (filling === undefined) throw new Error('no FillingContext');
  return filling;
}

/** The id of a question's first control, so that going on can bring the first fault under the thumb. */
export const controlId = (node: { readonly nodeId: string }): string => `q-${node.nodeId.replace(/[^\w-]/g, '-')}`;
