// Turning pages: which one is open, forward past faults never, back always, and the phone's own back key as a page back.
import type { RootNode } from '@getodk/xforms-engine';
import { createMemo, createSignal, onCleanup, onMount, untrack, type Accessor } from 'solid-js';
import { controlId, type Filling } from './filling.ts';
import { isRelevant, pagesOf, questionsOf, type Page } from './pages.ts';

export interface Paging {
  /** The pages that have something to ask, as the answers stand. */
  readonly shown: Accessor<readonly Page[]>;
  /** The open page; null when the form asks nothing. */
  readonly page: Accessor<Page | null>;
  /** Its place among `shown`, from 0. */
  readonly position: Accessor<number>;
  /** Its place among all pages, which stays when others come and go; kept in the draft. */
  readonly at: Accessor<number>;
  /** Faults told on the open page and not yet mended. */
  readonly toMend: Accessor<number>;
  readonly goOn: () => void;
  readonly back: () => void;
  /** Goes to the first fault among these pages, tells all faults of its page and answers true; false when there is none. */
  readonly stopAtFault: (pages: readonly Page[]) => boolean;
}

/** The id of the element that holds the page; it takes the focus when a page opens, so that reading starts there. */
export const PAGE_ID = 'field-form-page';

export function createPaging(root: RootNode, filling: Filling, first: number): Paging {
  const all = createMemo(() => pagesOf(root));
  const shown = createMemo(() => all().filter(isRelevant));
  const [at, setAt] = createSignal(untrack(() => Math.max(0, Math.min(first, all().length - 1))));
  const page = createMemo((): Page | null => shown().find((candidate) => all().indexOf(candidate) >= at()) ?? shown().at(-1) ?? null);
  const position = (): number => shown().indexOf(page()!);

  const open = (target: Page, remember: boolean): void => {
    const index = all().indexOf(target);
    setAt(index);
    if (remember) history.pushState({ fieldFormPage: index }, '');
    scrollTo(0, 0);
    queueMicrotask(() => document.getElementById(PAGE_ID)?.focus({ preventScroll: true }));
  };

  onMount(() => {
    const popped = (event: PopStateEvent): void => {
      const target = all()[(event.state as { fieldFormPage?: number } | null)?.fieldFormPage ?? 0];
      if (target) open(target, false);
    };
    history.replaceState({ fieldFormPage: at() }, '');
    addEventListener('popstate', popped);
    onCleanup(() => removeEventListener('popstate', popped));
  });

  const stopAtFault = (pages: readonly Page[]): boolean => {
    const faulty = pages.find((candidate) => questionsOf(candidate).some((node) => filling.hiddenFaultOf(node)));
    if (!faulty) return false;
    const nodes = questionsOf(faulty);
    filling.tell(nodes);
    if (faulty !== page()) open(faulty, true);
    const wrong = nodes.find((node) => filling.hiddenFaultOf(node))!;
    // After the page is drawn, and after it took the focus itself.
    setTimeout(() => {
      const control = document.getElementById(controlId(wrong));
      control?.focus({ preventScroll: true });
      control?.closest('section')?.scrollIntoView({ block: 'start' });
    });
    return true;
  };

  return {
    shown,
    page,
    position,
    at,
    toMend: () => {
      const current = page();
      return current === null ? 0 : questionsOf(current).filter((node) => filling.faultOf(node)).length;
    },
    goOn: () => {
      const next = shown()[position() + 1];
      if (!stopAtFault([page()!]) && next) open(next, true);
    },
    back: () => {
      const before = shown()[position() - 1];
      if (before) open(before, true);
    },
    stopAtFault,
  };
}
