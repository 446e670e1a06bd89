// Sending a record so that it is counted once, whatever the network does.
//
// A record is sealed before it is sent: end time set, bytes fixed. While nobody knows whether it arrived, the same bytes go out again,
// for the server takes a record with the same instanceID and the same content as the same record, and one with other content as a
// conflict. Only answers that were changed since are sealed anew.
import type { RootNode } from '@getodk/xforms-engine';
import { createSignal, untrack, type Accessor } from 'solid-js';
import type { SealedRecord } from './drafts.ts';
import { seal } from './session.ts';
import { mayHaveArrived, newInstanceId, send, withInstanceId, type Outcome, type SendTo } from './submission.ts';

export interface Sending {
  /** What became of the last try; null while the form is filled in. */
  readonly outcome: Accessor<Outcome | null>;
  /** Bytes on their way; 0 when nothing is. */
  readonly bytes: Accessor<number>;
  /** The record as it was sent, as long as the answers still say the same; for the draft. */
  readonly sealed: Accessor<SealedRecord | null>;
  /** Seals and sends. A second call while one is under way does nothing. */
  readonly submit: () => Promise<void>;
  /** Sends what met a conflict under a number of its own. */
  readonly submitAsNew: () => Promise<void>;
  /** Back to the answers. */
  readonly edit: () => void;
}

/**
 * @param restored a record that was sealed before the page was loaded, and never confirmed
 * @param hooks `before` runs when the record is sealed and not yet sent (keep it), `arrived` when the server holds it
 */
export function createSending(
  root: RootNode,
  to: SendTo,
  restored: SealedRecord | null,
  hooks: { readonly before: () => Promise<void>; readonly arrived: () => Promise<void> },
): Sending {
  const content = (): string => untrack(() => root.instanceState.instanceXML);
  const [last, setLast] = createSignal<{ readonly record: SealedRecord; readonly content: string } | null>(
    restored ? { record: restored, content: content() } : null,
  );
  const [outcome, setOutcome] = createSignal<Outcome | null>(restored ? { kind: 'unreachable' } : null);
  const [bytes, setBytes] = createSignal(0);
  let isUnderWay = false;
  /** The number taken after a conflict: the engine knows only the first one. */
  let ownNumber: string | null = null;

  const sealed = (): SealedRecord | null => {
    const sent = last();
    return sent !== null && sent.content === content() ? sent.record : null;
  };

  const once = async (run: () => Promise<SealedRecord | null>): Promise<void> => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      const record = await run();
      if (record === null) return;
      setBytes(record.xml.length + record.files.reduce((sum, { blob }) => sum + blob.size, 0));
      await hooks.before();
      const result = await send(record, to);
      if (result.kind === 'received') await hooks.arrived();
      else if (!mayHaveArrived(result) && result.kind !== 'conflict') setLast(null);
      setOutcome(result);
      scrollTo(0, 0);
    } finally {
      setBytes(0);
      isUnderWay = false;
    }
  };
  const keep = (record: SealedRecord): SealedRecord => {
    setLast({ record, content: content() });
    return record;
  };
  const renumbered = (record: SealedRecord, instanceId: string): SealedRecord => ({ ...record, instanceId, xml: withInstanceId(record.xml, instanceId) });

  return {
    outcome,
    bytes,
    sealed,
    submit: () =>
      once(async () => {
        const again = sealed();
        if (again) return again;
        const record = await seal(root);
        return keep(ownNumber ? renumbered(record, ownNumber) : record);
      }),
    submitAsNew: () =>
      once(async () => {
        const record = sealed();
        if (!record) return null;
        ownNumber = newInstanceId();
        return keep(renumbered(record, ownNumber));
      }),
    edit: () => setOutcome(null),
  };
}
