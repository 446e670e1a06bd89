// A small server to look at the field form without Gridwork: serves the built island, the forms of test/forms, and doors that answer
// as told. For a person:  npm run build && npm run try   then open the address it prints.
//   /                    the hosting page; ?form=every-kind&lang=zh&answer=201
//   /f/…/submission      answers with `answer`: 201, 202, 400, 409, 413, 503, cut (the connection is dropped)
// The browser script beside it (look.mjs) uses it too. It sends the headers of the product, so a breach of the policy shows here.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const island = join(here, '../../src/Gridwork.Server/wwwroot/island');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.xml': 'text/xml' };
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const page = (parameters) => {
  const form = parameters.get('form') ?? 'every-kind';
  const lang = parameters.get('lang') ?? 'zh';
  const answer = parameters.get('answer') ?? '201';
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>整治记录 · 网格工作台（演示）</title><link rel="stylesheet" href="/page.css"><link rel="stylesheet" href="/island/field-form.css"></head>
<body><div id="field-form" data-form-url="/f/${form}/3/form.xml" data-submit-url="/f/${form}/submission?answer=${answer}" data-media-base="/f/${form}/media"
 data-csrf="token" data-lang="${lang}" data-role-title="${lang === 'zh' ? '禾范街道执法队员 05' : 'Hefan officer 05'}" data-form-title="${lang === 'zh' ? '整治记录' : 'Clean-up record'}" data-synthetic="true"
 data-now="2021-05-27T09:41:00+08:00" data-cells-url="/f/cells?lon=&amp;lat=" data-done-url="/done"></div>
<script type="module" src="/island/field-form.js"></script></body></html>`;
};

const ANSWERS = {
  201: [201, { record: 10192, effects: [{ indicator: '拆除占道摊点', delta: 3 }, { indicator: '问卷', delta: 1 }] }],
  202: [202, { record: 10192 }],
  400: [400, { title: '照片 a.jpg 没有随表单一起到达' }],
  409: [409, { title: '同一编号已有内容不同的记录' }],
  413: [413, {}],
  503: [503, {}],
};

/** Starts the server; `received` collects every submission as [content type, body]. */
export async function serve(port = 0) {
  const received = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const answer = (status, type, body, headers = {}) => {
      response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Security-Policy': POLICY, ...headers });
      response.end(body);
    };
    try {
      if (url.pathname === '/') return answer(200, 'text/html', page(url.searchParams));
      if (url.pathname === '/page.css') return answer(200, 'text/css', 'body{margin:0;background:#F4F6F8}');
      if (url.pathname === '/done') return answer(200, 'text/html', '<!doctype html><title>done</title><p>done');
      if (url.pathname === '/f/cells') {
        return answer(200, 'application/json', JSON.stringify({ name: '禾范 017', village: '小麦川村' }));
      }
      const form = /^\/f\/([\w-]+)\/\d+\/form\.xml$/.exec(url.pathname);
      if (form) return answer(200, 'text/xml', await readFile(join(here, 'forms', `${form[1]}.xml`)));
      if (request.method === 'POST' && url.pathname.endsWith('/submission')) {
        const parts = [];
        for await (const part of request) parts.push(part);
        received.push({ headers: request.headers, body: Buffer.concat(parts).toString('latin1') });
        const wanted = url.searchParams.get('answer');
        if (wanted === 'cut') return request.socket.destroy();
        const [status, body] = ANSWERS[wanted];
        return answer(status, 'application/json', JSON.stringify(body), status === 503 ? { 'Retry-After': '2' } : {});
      }
      if (url.pathname.startsWith('/island/')) {
        const path = join(island, normalize(url.pathname.slice('/island/'.length)));
        return answer(200, TYPES[extname(path)] ?? 'application/octet-stream', await readFile(path));
      }
      return answer(404, 'text/plain', 'not found');
    } catch (error) {
      return answer(404, 'text/plain', String(error));
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { address: `http://localhost:${server.address().port}`, received, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await serve(Number(process.env.PORT ?? 5991));
  console.log(`${address}/?form=every-kind&lang=zh&answer=201`);
}
