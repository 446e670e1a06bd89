// What the phone's form logic makes of a form and its answers, as JSON on standard output.
//
// The field form runs on @getodk/xforms-engine, the server on Gridwork.Forms; both must see the same relevance, values and
// violations in the same answers. This script is the phone's side of that comparison: a test writes a form and an instance,
// asks here, and lays the answer beside its own.
//
//   node test/agree.mjs FORM.xml [INSTANCE.xml]
//   echo '{"form":"<h:html …>","instance":"<data …>"}' | node test/agree.mjs
//   printf '%s\n%s\n' '{"form":…}' '{"form":…}' | node test/agree.mjs --lines     one question a line, one answer a line
//
// Without an instance the form is opened as new. An answer is
//   {"language": "中文 (zh)", "nodes": [{"ref": "/data/kind", "type": "string", "relevant": true, "readonly": false,
//     "required": true, "value": "stall", "violation": "required" | "constraint" | null, "message": "…" | null,
//     "options": ["stall", …] (selects only)}, …], "xml": "<data …>…"}
// in document order, leaves only; a repeat's instances are told apart by position ([1], [2]). An irrelevant question's value is
// "" here, as XPath sees it. A form that cannot be opened answers {"error": "…"}, and the exit code is 1 unless --lines is given.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('', { url: 'http://localhost/' });
for (const name of ['Attr', 'CDATASection', 'Comment', 'document', 'Document', 'DOMParser', 'Element', 'Node', 'Text', 'XMLDocument', 'XMLSerializer']) {
  globalThis[name] ??= window[name];
}
// The engine's WebAssembly parser looks for Node's old module variables when it finds itself in Node.
globalThis.__dirname ??= dirname(fileURLToPath(import.meta.url));
globalThis.module ??= { exports: {} };
globalThis.__filename ??= fileURLToPath(import.meta.url);
globalThis.localStorage ??= window.localStorage;

const { loadForm } = await import('@getodk/xforms-engine');

/** Walks the leaves of an instance in document order. */
function* leaves(node) {
  const children = node.currentState.children;
  if (children === null) {
    yield node;
    return;
  }
  for (const child of children) yield* leaves(child);
}

function describe(node) {
  const { violation } = node.validationState;
  const seen = {
    ref: node.currentState.reference,
    type: node.valueType,
    relevant: node.currentState.relevant,
    readonly: node.currentState.readonly,
    required: node.currentState.required,
    value: node.currentState.instanceValue,
    violation: violation?.condition ?? null,
    message: violation?.message?.asString ?? null,
  };
  if (node.nodeType === 'select') seen.options = node.currentState.valueOptions.map((option) => option.value);
  return seen;
}

async function agree({ form, instance, language }) {
  const loaded = await loadForm(form, { missingResourceBehavior: 'BLANK' });
  if (loaded.status === 'failure') throw loaded.error;

  let root;
  if (instance) {
    const data = new FormData();
    data.set('xml_submission_file', new File([instance], 'xml_submission_file', { type: 'text/xml' }));
    ({ root } = await loaded.restoreInstance({ data: [data] }));
  } else {
    ({ root } = loaded.createInstance());
  }
  const chosen = language && root.languages.find((known) => known.language === language);
  if (chosen) root.setLanguage(chosen);

  return {
    language: root.currentState.activeLanguage.language,
    nodes: [...leaves(root)].map(describe),
    xml: root.instanceState.instanceXML,
  };
}

const answer = async (question) => {
  try {
    return await agree(question);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
};

const [formPath, instancePath] = process.argv.slice(2).filter((argument) => argument !== '--lines');

if (process.argv.includes('--lines')) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + '\n');
  }
} else {
  const question = formPath
    ? { form: readFileSync(formPath, 'utf8'), instance: instancePath && readFileSync(instancePath, 'utf8') }
    : JSON.parse(readFileSync(0, 'utf8'));
  const result = await answer(question);
  process.stdout.write(JSON.stringify(result, null, 2) + '\n');
  if ('error' in result) process.exitCode = 1;
}
