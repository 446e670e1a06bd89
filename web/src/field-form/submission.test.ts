import { expect, test } from 'vitest';
import { instanceIdOf, newInstanceId, seconds, send, withInstanceId } from './submission.ts';

const record = {
  instanceId: 'uuid:1',
  xml: '<data id="f"><kind>stall</kind><photo>a.jpg</photo><meta><instanceID>uuid:1</instanceID></meta></data>',
  files: [{ name: 'a.jpg', blob: new Blob(['jpeg'], { type: 'image/jpeg' }) }],
};
const to = { submitUrl: '/f/patrol/submission', csrf: 'token', tokenUrl: '' };
const answers = (status: number, body: unknown = null, headers: Record<string, string> = {}): typeof fetch =>
  async () => new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

test('a record goes out as one OpenRosa part and one part a photo, with the token', async () => {
  let sent: RequestInit | undefined;
  await send(record, to, async (_, init) => {
    sent = init;
    return new Response(null, { status: 201 });
  });
  const body = sent?.body as FormData;
  expect([...body.keys()]).toEqual(['xml_submission_file', 'a.jpg']);
  expect(await (body.get('xml_submission_file') as File).text()).toBe(record.xml);
  expect((body.get('a.jpg') as File).name).toBe('a.jpg');
  expect(sent?.credentials).toBe('same-origin');
  expect(new Headers(sent?.headers).get('RequestVerificationToken')).toBe('token');
});

test('201 names the record and its effects', async () =>
  expect(await send(record, to, answers(201, { record: 10192, effects: [{ indicator: '问卷', delta: 1 }, { indicator: 7 }] }))).toEqual({
    kind: 'received', record: '10192', effects: [{ indicator: '问卷', delta: 1 }], waiting: false,
  }));

test('201 with an OpenRosa body is received too', async () =>
  expect(await send(record, to, async () => new Response('<OpenRosaResponse/>', { status: 201, headers: { 'Content-Type': 'text/xml' } }))).toEqual({
    kind: 'received', record: null, effects: [], waiting: false,
  }));

test('a token that holds no longer is asked for anew, once', async () => {
  const asked: string[] = [];
  const ask: typeof fetch = async (address, init) => {
    const token = new Headers(init?.headers).get('RequestVerificationToken');
    asked.push(`${String(address)} ${token ?? ''}`.trim());
    if (init?.method !== 'POST') return new Response('fresh');
    return token === 'fresh' ? new Response(null, { status: 201 }) : new Response('{"code":"StaleForm"}', { status: 400, headers: { 'Content-Type': 'application/problem+json' } });
  };
  expect(await send(record, { ...to, tokenUrl: '/f/token' }, ask)).toMatchObject({ kind: 'received' });
  expect(asked).toEqual(['/f/patrol/submission token', '/f/token', '/f/patrol/submission fresh']);
});

test('a receipt that lists every file whole is one; a file missing or cut short is told', async () => {
  const listed = (size: number | null) => answers(201, { record: 7, effects: [], files: [{ name: 'a.jpg', sha256: 'x', size }] });
  expect(await send(record, to, listed(4))).toMatchObject({ kind: 'received', record: '7' });
  expect(await send(record, to, listed(3))).toEqual({ kind: 'incomplete', missing: 1 });
  expect(await send(record, to, listed(null))).toEqual({ kind: 'incomplete', missing: 1 });
  expect(await send(record, to, answers(201, { record: 7, effects: [], files: [] }))).toEqual({ kind: 'incomplete', missing: 1 });
});

test('202 waits', async () => expect(await send(record, to, answers(202, { record: 5 }))).toMatchObject({ kind: 'received', waiting: true }));

test.each([
  [400, { title: '缺照片' }, { kind: 'refused', reason: '缺照片' }],
  [401, {}, { kind: 'signed-out' }],
  [400, { code: 'StaleForm', detail: '页面已过期' }, { kind: 'signed-out' }],
  [403, { detail: '没有填报权限' }, { kind: 'refused', reason: '没有填报权限' }],
  [409, { detail: '同一编号' }, { kind: 'conflict', reason: '同一编号' }],
  [413, {}, { kind: 'too-large' }],
  [500, {}, { kind: 'broken', status: 500 }],
])('%i is told apart', async (status, body, outcome) => expect(await send(record, to, answers(status, body))).toEqual(outcome));

test('503 brings the wait that the server asks for', async () =>
  expect(await send(record, to, answers(503, {}, { 'Retry-After': '30' }))).toEqual({ kind: 'busy', retryAfterSeconds: 30 }));

test('a refusal in OpenRosa XML gives its message', async () =>
  expect(
    await send(record, to, async () => new Response('<OpenRosaResponse><message nature="error">表单 &lt;v2&gt; 已停用</message></OpenRosaResponse>', { status: 400, headers: { 'Content-Type': 'text/xml' } })),
  ).toEqual({ kind: 'refused', reason: '表单 <v2> 已停用' }));

test('a network that is gone is an outcome, not an exception', async () =>
  expect(await send(record, to, async () => Promise.reject(new TypeError('Failed to fetch')))).toEqual({ kind: 'unreachable' }));

test('Retry-After may be a date', () => {
  const now = Date.parse('2021-05-27T01:41:00Z');
  expect(seconds('Thu, 27 May 2021 01:42:30 GMT', now)).toBe(90);
  expect(seconds('soon', now)).toBeNull();
});

test('sent as new, the answers keep everything but their number', () => {
  const renewed = withInstanceId('<data><orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta><n>1</n></data>', 'uuid:2');
  expect(renewed).toBe('<data><orx:meta><orx:instanceID>uuid:2</orx:instanceID></orx:meta><n>1</n></data>');
  expect(instanceIdOf(renewed)).toBe('uuid:2');
});

test('a new number is a version-4 UUID', () => expect(newInstanceId()).toMatch(/^uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
