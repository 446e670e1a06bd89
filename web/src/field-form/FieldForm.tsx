import { createResource, createSignal, Match, Switch, type JSX } from 'solid-js';
import { Bar } from './Bar.tsx';
import type { Contract } from './contract.ts';
import type { DraftStore } from './drafts.ts';
import { FilledForm } from './FilledForm.tsx';
import { CannotOpen, draftsOf, openSession } from './session.ts';
import { text, useWording, WordingContext, type Language, type Wording } from './texts.ts';

/** The island, from the first word on the screen to the receipt. */
export function FieldForm(props: { readonly contract: Contract }): JSX.Element {
  const [language, setLanguage] = createSignal<Language>(props.contract.lang === 'en' ? 'en' : 'zh');
  const wording: Wording = { language, t: (key, values) => text(language(), key, values) };
  const [drafts] = createResource(async () => ({ store: await draftsOf(props.contract) }));
  const [accepted, setAccepted] = createSignal(false);

  return (
    <WordingContext.Provider value={wording}>
      <div class="field-form" lang={language() === 'zh' ? 'zh-CN' : 'en'}>
        <Switch fallback={<Opening contract={props.contract} />}>
          <Match when={drafts()?.store === null && !accepted()}>
            <NoDrafts contract={props.contract} goOn={() => setAccepted(true)} />
          </Match>
          <Match when={drafts()}>{(found) => <Opened contract={props.contract} drafts={found().store} setLanguage={setLanguage} />}</Match>
        </Switch>
      </div>
    </WordingContext.Provider>
  );
}

function Opened(props: { readonly contract: Contract; readonly drafts: DraftStore | null; readonly setLanguage: (language: Language) => void }): JSX.Element {
  const [session, { refetch }] = createResource(() => openSession(props.contract, props.drafts));
  return (
    <Switch fallback={<Opening contract={props.contract} />}>
      <Match when={session.error as unknown}>
        {(error) => <CouldNotOpen contract={props.contract} error={error()} again={() => void refetch()} />}
      </Match>
      <Match when={session()}>{(open) => <FilledForm contract={props.contract} session={open()} setLanguage={props.setLanguage} />}</Match>
    </Switch>
  );
}

function Opening(props: { readonly contract: Contract }): JSX.Element {
  const { t } = useWording();
  return (
    <>
      <Bar contract={props.contract} />
      <div class="opening" role="status">
        <span class="vh">{t('opening')}</span>
        <i class="skel" />
        <i class="skel" />
        <i class="skel" />
      </div>
    </>
  );
}

function NoDrafts(props: { readonly contract: Contract; readonly goOn: () => void }): JSX.Element {
  const { t } = useWording();
  return (
    <>
      <Bar contract={props.contract} />
      <main class="stage" role="alert">
        <h2>{t('noDraftsTitle')}</h2>
        <p>{t('noDrafts')}</p>
      </main>
      <footer class="foot">
        <button type="button" class="btn pri" onClick={() => props.goOn()}>
          {t('noDraftsGo')}
        </button>
        <a class="btn" href={props.contract.doneUrl}>
          {t('noDraftsLeave')}
        </a>
      </footer>
    </>
  );
}

function CouldNotOpen(props: { readonly contract: Contract; readonly error: unknown; readonly again: () => void }): JSX.Element {
  const { t } = useWording();
  const offline = (): boolean => props.error instanceof CannotOpen && props.error.why === 'offline';
  return (
    <>
      <Bar contract={props.contract} />
      <main class="stage" role="alert">
        <h2>{t('cannotOpenTitle')}</h2>
        <p>{t(offline() ? 'cannotOpenOffline' : 'cannotOpenForm')}</p>
      </main>
      <footer class="foot">
        <button type="button" class="btn pri" onClick={() => props.again()}>
          {t('tryAgain')}
        </button>
      </footer>
    </>
  );
}
