// Sending a finished record, and saying what became of it.
//
// OpenRosa form submission: one multipart POST, the instance as `xml_submission_file`, one part a photo under its file name.
// https://docs.getodk.org/openrosa-form-submission/ — the answers this island tells apart are those of that page's table,
// and 409 (the same instanceID with other content, kept aside by the server).
import type { SealedRecord } from './drafts.ts';

/** What a received record changed, as the server tells it: `问卷 ＋1`. */
export interface Effect {
  readonly indicator: string;
  readonly delta: number;
}

/** What became of a sending. Only `received` may clear the draft. */
export type Outcome =
  | { readonly kind: 'received'; readonly record: string | null; readonly effects: readonly Effect[]; readonly waiting: boolean }
  | { readonly kind: 'incomplete'; readonly missing: number }
  | { readonly kind: 'refused'; readonly reason: string | null }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'conflict'; readonly reason: string | null }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'broken'; readonly status: number }
  | { readonly kind: 'unreachable' };

/** True when the server may hold the record although it has not said so: a change made now would meet the same instanceID there. */
export const mayHaveArrived = (outcome: Outcome): boolean => outcome.kind === 'unreachable' || outcome.kind === 'broken' || outcome.kind === 'incomplete';

export interface SendTo {
  readonly submitUrl: string;
  readonly csrf: string;
  readonly tokenUrl: string;
}

/** Posts a sealed record. Never throws: a network that is gone is an outcome too. */
export async function send(record: SealedRecord, to: SendTo, ask: typeof fetch = fetch): Promise<Outcome> {
  try {
    const outcome = await post(record, to.submitUrl, to.csrf, ask);
    if (outcome !== 'stale') return outcome;
    const fresh = await freshToken(to.tokenUrl, ask);
    const again = fresh === null ? 'stale' : await post(record, to.submitUrl, fresh, ask);
    return again === 'stale' ? { kind: 'signed-out' } : again;
  } catch {
    return { kind: 'unreachable' };
  }
}

/** One POST; 'stale' when the page's token holds no longer: the sign-in ended, or the page is from yesterday. */
async function post(record: SealedRecord, submitUrl: string, csrf: string, ask: typeof fetch): Promise<Outcome | 'stale'> {
  const body = new FormData();
  body.set('xml_submission_file', new File([record.xml], 'submission.xml', { type: 'text/xml' }));
  for (const { name, blob } of record.files) body.set(name, blob, name);
  const response = await ask(submitUrl, {
    method: 'POST',
    body,
    credentials: 'same-origin',
    redirect: 'manual',
    headers: { RequestVerificationToken: csrf, 'X-OpenRosa-Version': '1.0', Accept: 'application/json' },
  });
  return read(response, record);
}

async function freshToken(tokenUrl: string, ask: typeof fetch): Promise<string | null> {
  if (tokenUrl === '') return null;
  const response = await ask(tokenUrl, { credentials: 'same-origin', redirect: 'manual' });
  return response.ok ? (await response.text()).replace(/^"|"$/g, '') : null;
}

async function read(response: Response, sent: SealedRecord): Promise<Outcome | 'stale'> {
  const { status } = response;
  if (status === 201 || status === 202) {
    const body = await bodyOf(response);
    const missing = missingIn(body, sent);
    return missing > 0 ? { kind: 'incomplete', missing } : { kind: 'received', ...received(body), waiting: status === 202 };
  }
  // A redirect can only lead to the sign-in page; with redirect: 'manual' it shows as status 0.
  if (response.type === 'opaqueredirect' || status === 401) return { kind: 'signed-out' };
  if (status === 409) return { kind: 'conflict', reason: reasonIn(await bodyOf(response)) };
  if (status === 413) return { kind: 'too-large' };
  if (status === 503 || status === 429) return { kind: 'busy', retryAfterSeconds: seconds(response.headers.get('Retry-After'), Date.now()) };
  if (status >= 400 && status < 500) {
    const body = await bodyOf(response);
    return isObject(body) && body.code === 'StaleForm' ? 'stale' : { kind: 'refused', reason: reasonIn(body) };
  }
  return { kind: 'broken', status };
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return response.headers.get('Content-Type')?.includes('json') ? await response.json() : await response.text();
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function received(body: unknown): { record: string | null; effects: Effect[] } {
  if (!isObject(body)) return { record: null, effects: [] };
  const { record, effects } = body;
  return {
    record: typeof record === 'number' || typeof record === 'string' ? String(record) : null,
    effects: (Array.isArray(effects) ? effects : []).flatMap((effect: unknown) =>
      isObject(effect) && typeof effect.indicator === 'string' && typeof effect.delta === 'number'
        ? [{ indicator: effect.indicator, delta: effect.delta }]
        : [],
    ),
  };
}

/**
 * How many of the files that were sent the receipt does not list whole. Received means all of it: until then the phone keeps its copy.
 * A receipt without a list (an OpenRosa server's) is taken at its word.
 */
function missingIn(body: unknown, sent: SealedRecord): number {
  if (!isObject(body) || !Array.isArray(body.files)) return 0;
  const kept = new Map(body.files.flatMap((file: unknown) => (isObject(file) && typeof file.name === 'string' ? [[file.name, file.size] as const] : [])));
  return sent.files.filter(({ name, blob }) => kept.get(name) !== blob.size).length;
}

/** The server's own words: problem+json's detail or title, a message field, or an OpenRosa <message>. */
function reasonIn(body: unknown): string | null {
  if (isObject(body)) {
    const words = body.detail ?? body.message ?? body.title;
    return typeof words === 'string' && words !== '' ? words : null;
  }
  if (typeof body !== 'string') return null;
  const message = /<message[^>]*>([^<]+)<\/message>/.exec(body)?.[1]?.trim();
  return message ? message.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&') : null;
}

/** Retry-After (RFC 9110, 10.2.3), as seconds or as a date; null when absent or unreadable. */
export function seconds(retryAfter: string | null, now: number): number | null {
  if (!retryAfter) return null;
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

const INSTANCE_ID = /(<(?:[\w.-]+:)?instanceID[^>]*>)([^<]*)(<\/(?:[\w.-]+:)?instanceID>)/;

/** The instanceID of a serialised instance, or "" when it has none. */
export const instanceIdOf = (xml: string): string => INSTANCE_ID.exec(xml)?.[2]?.trim() ?? '';

/** The same answers as a record of their own: used after a conflict, when the person says so. */
export const withInstanceId = (xml: string, instanceId: string): string =>
  xml.replace(INSTANCE_ID, (_, open: string, __, close: string) => open + instanceId + close);

/** A fresh instanceID. Not crypto.randomUUID, which plain-http addresses of an office network do not have. */
export function newInstanceId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
