import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const instance = `<data id="every_kind" version="3"><what><kind>market</kind><places>51</places></what>
<how><result>cleared</result><steps>taken washed</steps><weight>1.50</weight></how><area><street>fan</street><village>daoxiang</village></area>
<stalls><stall><sells>瓜</sells></stall><stall><sells/></stall></stalls><meta><instanceID>uuid:1</instanceID></meta></data>`;

test('agree.mjs tells relevance, values and violations as the phone sees them', () => {
  const question = JSON.stringify({ form: readFileSync(path('forms/every-kind.xml'), 'utf8'), instance });
  const lines = execFileSync(process.execPath, [path('agree.mjs'), '--lines'], { input: `${question}\n{"form":"<no/>"}\n`, encoding: 'utf8' }).trim().split('\n');
  const [answer, refusal] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const nodes = new Map((answer!.nodes as { ref: string }[]).map((node) => [node.ref, node]));
  expect(nodes.get('/data/what/places')).toEqual({
    ref: '/data/what/places', type: 'int', relevant: true, readonly: false, required: true, value: '51',
    violation: 'constraint', message: '1 到 50 处之间。更多请分成几条记录',
  });
  expect(nodes.get('/data/how/due')).toMatchObject({ relevant: false, value: '', violation: null });
  expect(nodes.get('/data/how/weight')).toMatchObject({ relevant: true, value: '1.5' });
  expect(nodes.get('/data/area/village')).toMatchObject({ value: '', options: ['xiaomaichuan', 'gaoliangpo'] });
  expect(nodes.get('/data/stalls/stall[2]/sells')).toMatchObject({ violation: 'required' });
  expect(nodes.get('/data/sum')).toMatchObject({ value: '53' });
  expect(refusal).toHaveProperty('error');
}, 20_000);
