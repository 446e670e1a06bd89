import type { FormLanguage } from '@getodk/xforms-engine';
import { createSignal, For, Match, Show, Switch, untrack, type JSX } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { Bar } from './Bar.tsx';
import type { Contract } from './contract.ts';
import { createFilling, FillingContext } from './filling.ts';
import { FormText } from './FormText.tsx';
import { createKeeping, type DraftState } from './keeping.ts';
import { Nodes } from './Nodes.tsx';
import { Kept, Received, type KeptOutcome } from './Outcome.tsx';
import type { Page } from './pages.ts';
import { createPaging, PAGE_ID, type Paging } from './paging.ts';
import { createSending, type Sending } from './sending.ts';
import { languageFor, type Session } from './session.ts';
import type { Outcome } from './submission.ts';
import { moment, size, useWording, type Language } from './texts.ts';

/** Bytes under which a photo may not fit into the draft. */
const LITTLE_ROOM = 8_000_000;

/** An open form: its pages one at a time, its draft, its sending. */
export function FilledForm(props: { readonly contract: Contract; readonly session: Session; readonly setLanguage: (language: Language) => void }): JSX.Element {
  // Neither changes while this component lives.
  const { contract, session } = untrack(() => ({ contract: props.contract, session: props.session }));
  const { root, restored } = session;
  const first = languageFor(root, contract.lang);
  if (first) root.setLanguage(first);

  const filling = createFilling(contract);
  const paging = createPaging(root, filling, restored?.page ?? 0);
  const sending = createSending(root, contract, restored?.sealed ?? null, { before: () => keeping.write(), arrived: () => keeping.forget() });
  const keeping = createKeeping(session, paging.at, sending.sealed);

  const submit = (): void => {
    if (!paging.stopAtFault(paging.shown())) void sending.submit();
  };
  const startAnew = async (): Promise<void> => {
    await keeping.forget();
    history.replaceState(null, '');
    location.reload();
  };
  const speak = (chosen: FormLanguage): void => {
    root.setLanguage(chosen);
    const spoken = chosen.locale?.language;
    if (spoken === 'zh' || spoken === 'en') props.setLanguage(spoken);
  };

  return (
    <FillingContext.Provider value={filling}>
      <Switch fallback={<NothingToAsk contract={contract} />}>
        <Match when={received(sending.outcome())}>
          {(outcome) => <Received contract={contract} outcome={outcome()} another={() => void startAnew()} />}
        </Match>
        <Match when={notReceived(sending.outcome())} keyed>
          {(outcome) => (
            <Kept
              contract={contract}
              outcome={outcome}
              bytes={sending.bytes()}
              retry={submit}
              edit={sending.edit}
              asNew={() => void sending.submitAsNew()}
            />
          )}
        </Match>
        <Match when={paging.page()}>
          {(page) => (
            <>
              <Bar contract={contract} back={paging.position() > 0 && sending.bytes() === 0 ? paging.back : null}>
                <Languages root={root} speak={speak} />
                <DraftLine state={keeping.state()} isKept={session.drafts !== null} ahead={contract.clockAhead} />
              </Bar>
              <OpenPage page={page()} paging={paging} isSending={sending.bytes() > 0}>
                <Show when={keeping.state().kind === 'no-room'}>
                  <NoRoom />
                </Show>
                <Show when={paging.position() === 0}>
                  <Notices session={session} startAnew={startAnew} ahead={contract.clockAhead} />
                </Show>
              </OpenPage>
              <Foot paging={paging} sending={sending} submit={submit} />
            </>
          )}
        </Match>
      </Switch>
    </FillingContext.Provider>
  );
}

const received = (outcome: Outcome | null): Extract<Outcome, { kind: 'received' }> | null => (outcome?.kind === 'received' ? outcome : null);
const notReceived = (outcome: Outcome | null): KeptOutcome | null => (outcome === null || outcome.kind === 'received' ? null : outcome);

/** A group or a repeat has a title of its own; a page of loose questions has only their labels. */
const isTitled = (page: Page): boolean => page.title !== null && page.nodes.some((node) => node.nodeType === 'group' || node.nodeType.startsWith('repeat-range'));

function OpenPage(props: { readonly page: Page; readonly paging: Paging; readonly isSending: boolean; readonly children: JSX.Element }): JSX.Element {
  const { t } = useWording();
  const count = (): number => props.paging.shown().length;
  const titled = (): boolean => count() > 1 && isTitled(props.page);
  return (
    <>
      <Show when={count() > 1}>
        <div class="progress" role="img" aria-label={t('pageOf', { page: props.paging.position() + 1, pages: count() })}>
          <For each={props.paging.shown()}>{(_, index) => <i classList={{ on: index() <= props.paging.position() }} />}</For>
        </div>
      </Show>
      <main id={PAGE_ID} tabindex="-1" aria-label={props.page.title?.asString} inert={props.isSending}>
        {props.children}
        <Show when={titled()}>
          <h2 class="page-title">
            <FormText range={props.page.title} />
          </h2>
        </Show>
        <Show when={props.page.key} keyed>
          {(_) => <Nodes nodes={untrack(() => props.page.nodes)} titled={titled()} />}
        </Show>
      </main>
    </>
  );
}

function Foot(props: { readonly paging: Paging; readonly sending: Sending; readonly submit: () => void }): JSX.Element {
  const { t } = useWording();
  const next = (): Page | undefined => props.paging.shown()[props.paging.position() + 1];
  return (
    <footer class="foot">
      <p class="mend" role="status">
        {props.paging.toMend() > 0 ? t('toMend', { count: props.paging.toMend() }) : ''}
      </p>
      <Show
        when={next()}
        fallback={
          <button type="button" class="btn pri" aria-busy={props.sending.bytes() > 0} onClick={() => props.submit()}>
            {props.sending.bytes() > 0 ? t('submitting', { size: size(props.sending.bytes()) }) : t('submit')}
          </button>
        }
      >
        {(page) => (
          <button type="button" class="btn pri" onClick={() => props.paging.goOn()}>
            {page().title ? t('nextTitled', { title: page().title!.asString }) : t('next')}
          </button>
        )}
      </Show>
    </footer>
  );
}

const districtTime = (phoneTime: Date | number, ahead: number): Date => new Date(Number(phoneTime) + ahead);

function DraftLine(props: { readonly state: DraftState; readonly isKept: boolean; readonly ahead: number }): JSX.Element {
  const { t, language } = useWording();
  return (
    <span class="saved" role="status">
      <Switch>
        <Match when={!props.isKept || props.state.kind === 'no-room'}>{t('draftNotSaved')}</Match>
        <Match when={props.state.kind === 'saved' && props.state}>
          {(saved) => t('draftSaved', { time: moment(language(), districtTime(saved().at, props.ahead), districtTime(Date.now(), props.ahead)) })}
        </Match>
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
          {named(language)}
        </button>
      )}
    </For>
  );
}

/** What the person should know before filling in: a draft taken up, its photos lost, little room, a browser that may clear drafts. */
function Notices(props: { readonly session: Session; readonly startAnew: () => Promise<void>; readonly ahead: number }): JSX.Element {
  const { t } = useWording();
  const { session } = props;
  return (
    <>
      <Show when={session.restored}>{(draft) => <TakenUp savedAt={draft().savedAt} startAnew={props.startAnew} ahead={props.ahead} />}</Show>
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

function NoRoom(): JSX.Element {
  const { t } = useWording();
  return (
    <p class="note warn" role="alert">
      {t('noRoom')}
    </p>
  );
}

function TakenUp(props: { readonly savedAt: number; readonly startAnew: () => Promise<void>; readonly ahead: number }): JSX.Element {
  const { t, language } = useWording();
  const [isAsking, setAsking] = createSignal(false);
  return (
    <div class="note">
      <p>{t('restored', { time: moment(language(), districtTime(props.savedAt, props.ahead), districtTime(Date.now(), props.ahead)) })}</p>
      <Show
        when={isAsking()}
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
