// Keeping the draft while a form is filled in: written shortly after each change, and at once when the page goes out of sight.
import { createEffect, createSignal, on, onCleanup, onMount, untrack, type Accessor } from 'solid-js';
import type { SealedRecord } from './drafts.ts';
import { draftOf, type Session } from './session.ts';

/** A pause in typing after which the draft is written, in milliseconds. With the write itself it stays well under a second. */
const PAUSE = 400;

/** What is known of the draft: nothing yet, when it was last written (phone's clock), or that the phone has no room for it. */
export type DraftState = { readonly kind: 'none' } | { readonly kind: 'saved'; readonly at: Date } | { readonly kind: 'no-room' };

export interface Keeping {
  readonly state: Accessor<DraftState>;
  /** Writes now; resolves when it is on the phone, or cannot be. */
  readonly write: () => Promise<void>;
  /** Deletes the draft and writes no more: the record is received, or the person wants it gone. */
  readonly forget: () => Promise<void>;
}

/** Keeps the draft of `session` with the page that is open and the record that was sealed, if it still says what the answers say. */
export function createKeeping(session: Session, page: Accessor<number>, sealed: Accessor<SealedRecord | null>): Keeping {
  const { root, drafts, restored } = session;
  const [state, setState] = createSignal<DraftState>(restored ? { kind: 'saved', at: new Date(restored.savedAt) } : { kind: 'none' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const rest = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const write = async (): Promise<void> => {
    rest();
    if (!drafts || isOver) return;
    const now = new Date();
    try {
      await drafts.write(untrack(() => draftOf(root, page(), sealed(), now)));
      setState({ kind: 'saved', at: now });
    } catch {
      setState({ kind: 'no-room' });
    }
  };
  const forget = async (): Promise<void> => {
    isOver = true;
    rest();
    await drafts?.clear().catch(() => undefined);
  };

  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), PAUSE);
  };
  createEffect(on([() => root.instanceState.instanceXML, page, sealed], soon, { defer: true }));

  onMount(() => {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden' && timer !== undefined) void write();
    };
    document.addEventListener('visibilitychange', hidden);
    onCleanup(() => document.removeEventListener('visibilitychange', hidden));
  });
  onCleanup(rest);

  return { state, write, forget };
}
