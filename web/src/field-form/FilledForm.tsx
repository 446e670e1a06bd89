import type { FormLanguage } from '@getodk/xforms-engine';
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, onMount, Show, Switch, untrack, type JSX } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { Bar } from './Bar.tsx';
import type { Contract } from './contract.ts';
import type { SealedRecord } from './drafts.ts';
import { controlId, createFilling, FillingContext } from './filling.ts';
import { FormText } from './FormText.tsx';
import { Nodes } from './Nodes.tsx';
import { isRelevant, pagesOf, questionsOf, type Page } from './pages.ts';
import { Kept, Received, type KeptOutcome } from './Outcome.tsx';
import { draftOf, languageFor, seal, type Session } from './session.ts';
import { mayHaveArrived, newInstanceId, send, withInstanceId, type Outcome } from './submission.ts';
import { moment, size, useWording, type Language } from './texts.ts';

/** A pause in typing after which the draft is written, in milliseconds. Together with the write it stays under a second. */
const DRAFT_PAUSE = 400;
/** Bytes under which a photo may not fit into the draft. */
const LITTLE_ROOM = 8_000_000;

type DraftState = { readonly kind: 'none' } | { readonly kind: 'saved'; readonly at: Date } | { readonly kind: 'no-room' };

/** An open form: its pages one at a time, its draft, its sending. */
export function FilledForm(props: { readonly contract: Contract; readonly session: Session; readonly setLanguage: (language: Language) => void }): JSX.Element {
  // A session does not change while this component lives.
  const { contract, session } = untrack(() => ({ contract: props.contract, session: props.session }));
  const { root, drafts, restored } = session;
  const { t, language } = useWording();
  const filling = createFilling(contract);

  const speak = (chosen: FormLanguage): void => {
    root.setLanguage(chosen);
    props.setLanguage(chosen.locale?.language === 'en' ? 'en' : chosen.locale?.language === 'zh' ? 'zh' : language());
  };
  const first = languageFor(root, contract.lang);
  if (first) root.setLanguage(first);

  // Pages
  const all = createMemo(() => pagesOf(root));
  const shown = createMemo(() => all().filter(isRelevant));
  const [at, setAt] = createSignal(untrack(() => Math.min(restored?.page ?? 0, Math.max(0, all().length - 1))));
  const page = createMemo((): Page | null => {
    const pages = shown();
    return pages.find((candidate) => all().indexOf(candidate) >= at()) ?? pages.at(-1) ?? null;
  });
  const position = (): number => shown().indexOf(page()!);
  const last = (): boolean => position() >= shown().length - 1;
  /** Faults told on this page and not yet mended; it shrinks while the person mends. */
  const toMend = (): number => {
    const current = page();
    return current === null ? 0 : questionsOf(current).filter((node) => filling.faultOf(node)).length;
  };

  const open = (target: Page, remember: boolean): void => {
    setAt(all().indexOf(target));
    if (remember) history.pushState({ fieldFormPage: all().indexOf(target) }, '');
    window.scrollTo(0, 0);
    queueMicrotask(() => document.getElementById('field-form-page')?.focus({ preventScroll: true }));
  };
  const back = (): void => {
    const before = shown()[position() - 1];
    if (before) open(before, true);
  };
  // The phone's own back key turns one page back; on the first page it leaves.
  const popped = (event: PopStateEvent): void => {
    const target = all()[(event.state as { fieldFormPage?: number } | null)?.fieldFormPage ?? 0];
    if (target) open(target, false);
  };
  onMount(() => {
    history.replaceState({ fieldFormPage: at() }, '');
    addEventListener('popstate', popped);
  });
  onCleanup(() => removeEventListener('popstate', popped));

  /** The first page, of those given, on which something is missing or wrong; its faults are told and the first one is focused. */
  const stopAtFault = (pages: readonly Page[]): boolean => {
    const faulty = pages.find((candidate) => questionsOf(candidate).some((node) => filling.hiddenFaultOf(node)));
    if (!faulty) return false;
    const nodes = questionsOf(faulty);
    filling.tell(nodes);
    if (faulty !== page()) open(faulty, true);
    const wrong = nodes.filter((node) => filling.hiddenFaultOf(node));
    // After the page is drawn, and after its own focus.
    setTimeout(() => {
      const control = document.getElementById(controlId(wrong[0]!));
      control?.focus({ preventScroll: true });
      control?.closest('section')?.scrollIntoView({ block: 'start' });
    });
    return true;
  };
  const goOn = (): void => {
    const next = shown()[position() + 1];
    if (!stopAtFault([page()!]) && next) open(next, true);
  };

  // Draft
  const districtTime = (phoneTime: number): Date => new Date(phoneTime + contract.clockAhead);
  const [draft, setDraft] = createSignal<DraftState>(restored ? { kind: 'saved', at: districtTime(restored.savedAt) } : { kind: 'none' });
  const [sealed, setSealed] = createSignal<SealedRecord | null>(restored?.sealed ?? null);
  let sealedFrom: string | null = restored?.sealed ? contentOf() : null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  /** What the record says, photos by name: two equal contents are the same record. */
  function contentOf(): string {
    return untrack(() => root.instanceState.instanceXML);
  }
  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (!drafts || over) return;
    try {
      const now = new Date();
      await drafts.write(untrack(() => draftOf(root, at(), sealed(), now)));
      setDraft({ kind: 'saved', at: districtTime(now.getTime()) });
    } catch {
      setDraft({ kind: 'no-room' });
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), DRAFT_PAUSE);
  };
  createEffect(on([() => root.instanceState.instanceXML, at, sealed], soon, { defer: true }));
  const hidden = (): void => {
    if (document.visibilityState === 'hidden' && timer !== undefined) void write();
  };
  onMount(() => document.addEventListener('visibilitychange', hidden));
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', hidden);
  });
  const forget = async (): Promise<void> => {
    over = true;
    clearTimeout(timer);
    await drafts?.clear().catch(() => undefined);
  };

  // Sending
  const [sending, setSending] = createSignal(0);
  const [outcome, setOutcome] = createSignal<Outcome | null>(restored?.sealed ? { kind: 'unreachable' } : null);

  const submit = async (): Promise<void> => {
    if (sending() > 0 || stopAtFault(shown())) return;
    // An unchanged record is sent again as it was, byte for byte; only changed answers are sealed anew (under the same instanceID).
    let record = sealed();
    if (record === null || sealedFrom !== contentOf()) {
      record = await seal(root);
      sealedFrom = contentOf();
      setSealed(record);
    }
    await deliver(record);
  };
  const deliver = async (record: SealedRecord): Promise<void> => {
    setSending(record.xml.length + record.files.reduce((sum, { blob }) => sum + blob.size, 0));
    await write();
    const result = await send(record, contract);
    if (result.kind === 'received') await forget();
    else if (!mayHaveArrived(result) && result.kind !== 'conflict') setSealed(null);
    setSending(0);
    setOutcome(result);
    window.scrollTo(0, 0);
  };
  const submitAsNew = async (): Promise<void> => {
    const record = sealed();
    if (!record) return;
    const instanceId = newInstanceId();
    const renamed = { ...record, instanceId, xml: withInstanceId(record.xml, instanceId) };
    setSealed(renamed);
    await deliver(renamed);
  };
  const startAnew = async (): Promise<void> => {
    await forget();
    history.replaceState(null, '');
    location.reload();
  };

  return (
    <FillingContext.Provider value={filling}>
      <Switch fallback={<NothingToAsk contract={contract} />}>
        <Match when={received(outcome())}>{(arrived) => <Received contract={contract} outcome={arrived()} another={() => void startAnew()} />}</Match>
        <Match when={notReceived(outcome())} keyed>
          {(kept) => (
            <Kept
              contract={contract}
              outcome={kept}
              sending={sending()}
              retry={() => void submit()}
              edit={() => setOutcome(null)}
              asNew={() => void submitAsNew()}
            />
          )}
        </Match>
        <Match when={page()}>
          {(current) => (
            <>
              <Bar contract={contract} back={position() > 0 ? back : null}>
                <Languages root={root} speak={speak} />
                <DraftLine state={draft()} kept={drafts !== null} />
              </Bar>
              <Show when={shown().length > 1}>
                <div class="progress" role="img" aria-label={t('pageOf', { page: position() + 1, pages: shown().length })}>
                  <For each={shown()}>{(_, index) => <i classList={{ on: index() <= position() }} />}</For>
                </div>
              </Show>
              <main id="field-form-page" tabindex="-1" aria-label={current().title?.asString}>
                <Show when={position() === 0}>
                  <Notices session={session} savedAt={districtTime(restored?.savedAt ?? 0)} now={districtTime(Date.now())} startAnew={startAnew} />
                </Show>
                <Show when={draft().kind === 'no-room'}>
                  <p class="note warn" role="alert">
                    {t('noRoom')}
                  </p>
                </Show>
                <Show when={current().title && shown().length > 1 && current().nodes.some((node) => node.nodeType === 'group' || node.nodeType.startsWith('repeat-range'))}>
                  <h2 class="page-title">
                    <FormText range={current().title} />
                  </h2>
                </Show>
                <Show when={current().key} keyed>
                  {(key) => <Nodes nodes={all().find((candidate) => candidate.key === key)?.nodes ?? []} titled={shown().length > 1} />}
                </Show>
              </main>
              <footer class="foot">
                <p class="mend" role="status">
                  {toMend() > 0 ? t('toMend', { count: toMend() }) : ''}
                </p>
                <Show
                  when={last()}
                  fallback={
                    <button type="button" class="btn pri" onClick={goOn}>
                      {nextWords(shown()[position() + 1]?.title?.asString)}
                    </button>
                  }
                >
                  <button type="button" class="btn pri" aria-busy={sending() > 0} onClick={() => void submit()}>
                    {sending() > 0 ? t('submitting', { size: size(sending()) }) : t('submit')}
                  </button>
                </Show>
              </footer>
            </>
          )}
        </Match>
      </Switch>
    </FillingContext.Provider>
  );

  function nextWords(title: string | undefined): string {
    return title ? t('nextTitled', { title }) : t('next');
  }
}

const received = (outcome: Outcome | null): Extract<Outcome, { kind: 'received' }> | null => (outcome?.kind === 'received' ? outcome : null);
const notReceived = (outcome: Outcome | null): KeptOutcome | null => (outcome === null || outcome.kind === 'received' ? null : outcome);

function DraftLine(props: { readonly state: DraftState; readonly kept: boolean }): JSX.Element {
  const { t, language } = useWording();
  return (
    <span class="saved" role="status">
      <Switch>
        <Match when={!props.kept || props.state.kind === 'no-room'}>{t('draftNotSaved')}</Match>
        <Match when={props.state.kind === 'saved' && props.state}>{(saved) => t('draftSaved', { time: moment(language(), saved().at, saved().at) })}</Match>
      </Switch>
    </span>
  );
}

function Languages(props: { readonly root: Session['root']; readonly speak: (language: FormLanguage) => void }): JSX.Element {
  const { t } = useWording();
  const others = (): readonly FormLanguage[] =>
    props.root.languages.filter(
      (language): language is FormLanguage => language.isSyntheticDefault === undefined && language.language !== props.root.currentState.activeLanguage.language,
    );
  const named = (language: FormLanguage): string => language.language.replace(/\s*\(.*\)$/, '');
  return (
    <For each={others()}>
      {(language) => (
        <button type="button" class="lang" lang={language.locale?.toString()} aria-label={t('otherLanguage', { language: named(language) })} onClick={() => props.speak(unwrap(language))}>
          {language.locale?.language === 'zh' ? '中' : (language.locale?.language.toUpperCase() ?? named(language))}
        </button>
      )}
    </For>
  );
}

function Notices(props: { readonly session: Session; readonly savedAt: Date; readonly now: Date; readonly startAnew: () => Promise<void> }): JSX.Element {
  const { t, language } = useWording();
  const { session } = props;
  const [asking, setAsking] = createSignal(false);
  return (
    <>
      <Show when={session.restored}>
        <div class="note">
          <p>{t('restored', { time: moment(language(), props.savedAt, props.now) })}</p>
          <Show
            when={asking()}
            fallback={
              <button type="button" class="btn quiet" onClick={() => setAsking(true)}>
                {t('restoredDiscard')}
              </button>
            }
          >
            <p>{t('discardAsk')}</p>
            <div class="row two">
              <button type="button" class="btn" onClick={() => void props.startAnew()}>
                {t('discardYes')}
              </button>
              <button type="button" class="btn" onClick={() => setAsking(false)}>
                {t('keep')}
              </button>
            </div>
          </Show>
        </div>
      </Show>
      <Show when={session.photosGone}>
        <p class="note warn">{t('photosGone')}</p>
      </Show>
      <Show when={session.room !== null && session.room < LITTLE_ROOM}>
        <p class="note warn">{t('littleRoom', { size: size(Math.max(0, session.room!)) })}</p>
      </Show>
      <Show when={session.drafts && !session.lasting && !session.restored}>
        <p class="aside">{t('notLasting')}</p>
      </Show>
    </>
  );
}

function NothingToAsk(props: { readonly contract: Contract }): JSX.Element {
  const { t } = useWording();
  return (
    <>
      <Bar contract={props.contract} />
      <main class="stage">
        <p>{t('nothingToAsk')}</p>
      </main>
    </>
  );
}
