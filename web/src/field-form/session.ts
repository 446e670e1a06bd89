// Opening a form: its definition, the draft that may wait for it, and the engine that holds the answers.
//
// The engine (@getodk/xforms-engine) is ODK's own form logic without a face. It computes relevance, constraints, calculations and the
// instance's XML; what it is given by way of state objects is made reactive by Solid (`createMutable`), so the face only reads.
import type { FormLanguage, LoadFormResult, RootNode } from '@getodk/xforms-engine';
import { createMutable } from 'solid-js/store';
import type { Contract } from './contract.ts';
import { isStorageLasting, openDrafts, roomLeft, type Draft, type DraftFile, type DraftStore, type SealedRecord } from './drafts.ts';
import { allLeavesOf } from './pages.ts';
import { instanceIdOf } from './submission.ts';

/** An open form with its answers. */
export interface Session {
  readonly root: RootNode;
  /** Null when this browser keeps nothing. */
  readonly drafts: DraftStore | null;
  /** The draft that was taken up, or null for a new record. */
  readonly restored: Draft | null;
  /** Whether photos that the draft names were missing from it. */
  readonly photosGone: boolean;
  /** Whether the browser promises to keep drafts. */
  readonly lasting: boolean;
  /** Bytes left for drafts, or null where the browser does not say. */
  readonly room: number | null;
}

/** Why a form did not open. */
export class CannotOpen extends Error {
  constructor(
    readonly why: 'offline' | 'form',
    cause?: unknown,
  ) {
    super(why, { cause });
  }
}

/** Opens the drafts of this form and person; null when the browser keeps nothing. */
export const draftsOf = (contract: Contract): Promise<DraftStore | null> => openDrafts(`${contract.person}\n${contract.formUrl}`);

/**
 * Reads the form, takes up its draft and starts the engine.
 * @throws CannotOpen when the form cannot be fetched or read.
 */
export async function openSession(contract: Contract, drafts: DraftStore | null): Promise<Session> {
  const [engine, xml, draft, lasting, room] = await Promise.all([
    loadEngine(),
    fetchForm(contract.formUrl),
    drafts?.read().catch(() => null) ?? null,
    drafts ? isStorageLasting() : false,
    drafts ? roomLeft() : null,
  ]);
  const loaded: LoadFormResult = await engine.loadForm(xml, {
    fetchFormAttachment: (url) => fetch(mediaAddress(contract, url), { credentials: 'same-origin' }),
    missingResourceBehavior: engine.constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
  });
  if (loaded.status === 'failure') throw new CannotOpen('form', loaded.error);

  const options = { stateFactory: <T extends object>(state: T): T => createMutable(state) };
  if (draft !== null) {
    try {
      const { root } = await loaded.restoreInstance({ data: [instanceData(draft)] }, options);
      return { root, drafts, restored: draft, photosGone: await clearLostPhotos(root, draft), lasting, room };
    } catch (error) {
      // A draft that the form no longer takes must not keep the person from filling it; the file stays until it is overwritten.
      console.warn('draft not taken up', error);
    }
  }
  const { root } = loaded.createInstance(options);
  return { root, drafts, restored: null, photosGone: false, lasting, room };
}

/** The engine is large, so it comes as a file of its own, after the first words are on the screen. */
async function loadEngine(): Promise<typeof import('@getodk/xforms-engine')> {
  try {
    return await import('@getodk/xforms-engine');
  } catch (error) {
    throw new CannotOpen('offline', error);
  }
}

async function fetchForm(url: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (error) {
    throw new CannotOpen('offline', error);
  }
  if (!response.ok) throw new CannotOpen('form', new Error(String(response.status)));
  return response.text();
}

/** jr://images/board.png → {mediaBase}/board.png: a form's media lie in one folder, whatever their kind. */
export const mediaAddress = (contract: Pick<Contract, 'mediaBase'>, jr: URL | string): string =>
  `${contract.mediaBase}/${String(jr).replace(/^jr:\/*[^/]+\//, '')}`;

function instanceData(draft: Draft): never {
  const data = new FormData();
  data.set('xml_submission_file', new File([draft.xml], 'xml_submission_file', { type: 'text/xml' }));
  for (const { name, blob } of draft.files) data.set(name, blob, name);
  // The engine's type is FormData that is known to hold only files, as this one does.
  return data as never;
}

/** With this the names begin of what a person took or chose. */
export const FILE_PREFIX = 'photo-';

/** A photo that the draft names but does not hold cannot be sent; its question is asked again. Returns whether there was one. */
async function clearLostPhotos(root: RootNode, draft: Draft): Promise<boolean> {
  const kept = new Set(draft.files.map((file) => file.name));
  let lost = false;
  for (const node of allLeavesOf(root)) {
    if (node.nodeType !== 'upload') continue;
    const name = node.currentState.instanceValue;
    // A form's own default picture was never a file of the draft.
    if (name === '' || kept.has(name) || !name.startsWith(FILE_PREFIX)) continue;
    node.setValue(null);
    lost = true;
  }
  return lost;
}

/** The photos and files that the answers hold now. */
export const filesOf = (root: RootNode): DraftFile[] =>
  allLeavesOf(root).flatMap((node) => {
    if (node.nodeType !== 'upload' || !node.currentState.relevant) return [];
    const { value, instanceValue } = node.currentState;
    return value === null ? [] : [{ name: instanceValue, blob: value }];
  });

/** The answers as they stand, as a draft. */
export const draftOf = (root: RootNode, page: number, sealed: SealedRecord | null, now: Date): Draft => ({
  xml: root.instanceState.instanceXML,
  files: filesOf(root),
  page,
  savedAt: now.getTime(),
  sealed,
});

/**
 * Closes the record: end time set, instanceID there, bytes fixed. What is sealed is sent as it is however often it takes.
 * Photos are collected here, because the engine leaves those out that came back from a draft.
 */
export async function seal(root: RootNode): Promise<SealedRecord> {
  const { data } = await root.prepareInstancePayload({ payloadType: 'monolithic' });
  const xml = await data[0].get('xml_submission_file').text();
  return { instanceId: instanceIdOf(xml), xml, files: filesOf(root) };
}

/** The form's language that fits the page's, else the form's own default; null when the form has only one, unnamed. */
export function languageFor(root: RootNode, lang: string): FormLanguage | null {
  const named = root.languages.filter((language): language is FormLanguage => language.isSyntheticDefault === undefined);
  return named.find((language) => language.locale?.language === lang) ?? named.find((language) => language.isDefault) ?? named[0] ?? null;
}

