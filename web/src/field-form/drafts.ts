// Answers and photos as they stand, kept in the browser so that a reload, a dead battery or a call in between loses nothing.
//
// One draft a form address and person, in IndexedDB. What is kept is what the engine serialises (the XML of the instance) and the
// photos as files; a draft whose sending was begun keeps the very bytes that were sent (`sealed`), for a retry must repeat them:
// the same instanceID with other bytes is another record's content, and the server keeps it aside.

/** A file of a draft. Blobs survive structured cloning, their names with them. */
export interface DraftFile {
  readonly name: string;
  readonly blob: Blob;
}

/** A record as it was sent, or is about to be: repeated byte for byte until the server has answered. */
export interface SealedRecord {
  readonly instanceId: string;
  readonly xml: string;
  readonly files: readonly DraftFile[];
}

export interface Draft {
  /** The instance's XML, as far as it was filled. */
  readonly xml: string;
  readonly files: readonly DraftFile[];
  /** Index of the page that was open. */
  readonly page: number;
  /** Milliseconds since 1970, the phone's clock. */
  readonly savedAt: number;
  readonly sealed: SealedRecord | null;
}

/** The drafts of one form and person. */
export interface DraftStore {
  read(): Promise<Draft | null>;
  /** @throws DOMException named QuotaExceededError when the phone has no room. */
  write(draft: Draft): Promise<void>;
  clear(): Promise<void>;
}

const DATABASE = 'gridwork-field-form';
const STORE = 'drafts';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

/**
 * Opens the drafts of `key`, or says null when this browser keeps nothing (private windows, policies). It tries a write, since some
 * browsers hand out a database that refuses the first record.
 */
export async function openDrafts(key: string): Promise<DraftStore | null> {
  try {
    const database = await open();
    const change = async (run: (store: IDBObjectStore) => void): Promise<void> => {
      const transaction = database.transaction(STORE, 'readwrite');
      const finished = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
      });
      run(transaction.objectStore(STORE));
      await finished;
    };
    await change((store) => store.put(0, '?'));
    await change((store) => store.delete('?'));
    return {
      read: async () => ((await done(database.transaction(STORE).objectStore(STORE).get(key))) as Draft | undefined) ?? null,
      write: (draft) => change((store) => store.put(draft, key)),
      clear: () => change((store) => store.delete(key)),
    };
  } catch {
    return null;
  }
}

/** Whether the browser promises to keep what is stored until the person deletes it. False also where it cannot be asked. */
export async function isStorageLasting(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/** Bytes that may still be stored, or null where the browser does not say. */
export async function roomLeft(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? null : quota - (usage ?? 0);
  } catch {
    return null;
  }
}
