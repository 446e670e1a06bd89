// The field form: fills <div id="field-form"> on a page of Gridwork.Server/FieldForms, whose data attributes say what to ask and where
// to send it (contract.ts). Open → fill in page by page, a draft kept all the while → seal → send → say what became of it.
import { render } from 'solid-js/web';
import { readContract } from './contract.ts';
import { FieldForm } from './FieldForm.tsx';
import { newInstanceId } from './submission.ts';
import './style/field-form.css';

// The engine names its text nodes with crypto.randomUUID, which browsers offer on https and localhost only. Offices do run on plain
// http within their network; the form has to open there too.
if (typeof crypto.randomUUID !== 'function') {
  crypto.randomUUID = () => newInstanceId().slice('uuid:'.length) as ReturnType<Crypto['randomUUID']>;
}

const host = document.getElementById('field-form');
if (host) {
  const contract = readContract(host, new Date());
  host.replaceChildren();
  render(() => <FieldForm contract={contract} />, host);
}
