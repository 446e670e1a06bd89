// The desk by keyboard, and the case beside the list without the list moving. All of it is a shorter way to links and forms that the page has anyway.

const off = "gridwork-desk-keys-off";
const desk = document.querySelector(".deskgrid");
const bar = document.querySelector("[data-keys]");
const list = document.querySelector("[data-keylist]");
const form = document.querySelector("form.desk");
const rows = form ? [...form.querySelectorAll("tbody tr")] : [];
const beside = window.matchMedia("(min-width: 1181px)");
const turnedOff = list?.querySelector("[data-keys-off]");
let last = null;
let waiting;
let asked = 0;

const link = row => row.querySelector(beside.matches ? "a.beside" : "a.alone");
const box = row => row.querySelector("input[name=case]");
const marked = () => rows.filter(row => box(row)?.checked);
const shown = () => rows.find(row => row.classList.contains("on"));
const panel = () => document.querySelector(".panel");
const current = () => rows.find(row => row.contains(document.activeElement)) ?? shown();

// ---- What is chosen

const count = form?.querySelector("[data-marked]");
const send = form?.querySelector("button[data-words]");
const clear = form?.querySelector("[data-unmark]");
const all = form?.querySelector("[data-all]");
const plain = { count: count?.textContent, send: send?.textContent };

function tell() {
  if (!send) return;
  const n = marked().length;
  count.textContent = n ? count.dataset.marked.replace("{0}", n) : plain.count;
  send.firstChild.nodeValue = n ? send.dataset.words.replace("{0}", n) : plain.send;
  clear.hidden = !n;
  const boxes = rows.map(box).filter(Boolean);
  all.checked = n > 0 && n === boxes.length;
  all.indeterminate = n > 0 && n < boxes.length;
}

function mark(row, upTo) {
  const own = box(row);
  if (!own) return;
  own.checked = !own.checked;
  if (upTo && last && last !== row) {
    const [from, to] = [rows.indexOf(last), rows.indexOf(row)].sort((a, b) => a - b);
    for (const between of rows.slice(from, to + 1)) if (box(between)) box(between).checked = own.checked;
  }
  last = row;
  tell();
}

function unmark() {
  for (const row of marked()) box(row).checked = false;
  last = null;
  tell();
}

if (send) {
  const hint = Object.assign(document.createElement("kbd"), { className: "kbd", textContent: "D" });
  count.setAttribute("role", "status");
  send.append(hint);
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const row of rows) if (box(row)) box(row).checked = all.checked;
    tell();
  });
  clear.addEventListener("click", unmark);
  for (const row of rows) {
    box(row)?.addEventListener("click", event => {
      if (!event.shiftKey) { last = row; return; }
      event.target.checked = !event.target.checked;
      mark(row, true);
    });
  }
  form.addEventListener("change", tell);
  // A browser that comes back keeps what was chosen.
  tell();
  window.addEventListener("pageshow", tell);
}

// ---- The case beside the list

async function show(address, { keep = false, focus = false } = {}) {
  const mine = ++asked;
  let page;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    // Whatever stands in the way is said by the page itself.
    location.assign(address);
    return;
  }
  if (mine !== asked) return;
  const fresh = page.querySelector(".panel");
  panel()?.remove();
  if (fresh) desk.append(document.importNode(fresh, true));
  desk.classList.toggle("with-case", !!fresh);
  for (const row of rows) {
    const here = !!page.getElementById(row.id)?.classList.contains("on");
    row.classList.toggle("on", here);
    const own = row.querySelector("a.beside");
    if (here) own.setAttribute("aria-current", "true");
    else own.removeAttribute("aria-current");
  }
  const back = page.querySelector("form.desk input[name=back]");
  if (form && back) form.elements.back.value = back.value;
  if (!keep) history.pushState(null, "", address);
  else if (keep !== "history") history.replaceState(null, "", address);
  if (focus) document.getElementById("case-what")?.focus({ preventScroll: true });
}

function close() {
  const row = shown();
  const way = panel()?.querySelector("[data-close]");
  if (!way) return;
  show(way.href.split("#")[0]).then(() => row && link(row).focus({ preventScroll: true }));
}

document.addEventListener("click", event => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const chosen = event.target.closest("a.beside");
  if (chosen && beside.matches) {
    event.preventDefault();
    show(chosen.href.split("#")[0], { focus: event.detail === 0 });
  } else if (event.target.closest("[data-close]") && beside.matches) {
    event.preventDefault();
    close();
  }
});
window.addEventListener("popstate", () => show(location.href, { keep: "history" }));

// ---- Keys

function move(by) {
  if (!rows.length) return;
  const from = current();
  const at = from ? rows.indexOf(from) + by : by > 0 ? 0 : rows.length - 1;
  const row = rows[Math.max(0, Math.min(rows.length - 1, at))];
  const way = link(row);
  way.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  // The panel follows when the hand rests; it is not opened by moving.
  clearTimeout(waiting);
  if (panel() && beside.matches && !row.classList.contains("on"))
    waiting = setTimeout(() => show(way.href.split("#")[0], { keep: true }), 180);
}

function open(row) {
  clearTimeout(waiting);
  if (!beside.matches || row.classList.contains("on")) location.assign(row.querySelector("a.alone").href);
  else show(link(row).href.split("#")[0]);
}

function step(key) {
  const place = [...document.querySelectorAll(".panel details.step")].find(one => one.dataset.key === key);
  if (!place) return false;
  place.open = true;
  place.scrollIntoView({ block: "nearest" });
  (place.querySelector("select, textarea, input:not([type=hidden]), button") ?? place.querySelector("summary")).focus({ preventScroll: true });
  return true;
}

const typing = target => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: event => current() && mark(current(), event.shiftKey),
  d: () => (marked().length && send ? form.requestSubmit(send) : step("D")),
  f: () => document.querySelector(".deskgrid .filters summary, .deskgrid .filters a")?.focus(),
  z: () => document.querySelector(".deskgrid [data-undo]")?.click(),
  n: () => document.querySelector(".deskgrid a[rel=next]")?.click(),
  "?": () => list.showModal(),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || list.open) return;
  if (event.key === "Escape") {
    if (document.querySelector("details.pick[open]")) return;
    if (marked().length) unmark();
    else if (typing(event.target)) event.target.blur();
    else close();
    return;
  }
  if (typing(event.target)) return;
  const inRows = !!event.target.closest(".desk tbody") || event.target === document.body;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && inRows && current()) {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    const row = current();
    if (!row || !(event.target === document.body || event.target.closest("a.beside, a.alone"))) return;
    event.preventDefault();
    open(row);
  } else if (!turnedOff.checked) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = keys[key] ?? ("svrthmu".includes(key) && key.length === 1 ? () => step(key.toUpperCase()) : null);
    if (!act) return;
    event.preventDefault();
    act(event);
  }
}

// Keys of a single letter can be turned off (WCAG 2.1.4): they may be in the way of whoever speaks to the machine.
function hints() {
  bar.hidden = turnedOff.checked;
  document.documentElement.classList.toggle("has-keys", !turnedOff.checked);
}

if (desk && bar && list) {
  try { turnedOff.checked = localStorage.getItem(off) === "1"; } catch { /* Not remembered, then. */ }
  turnedOff.addEventListener("change", () => {
    try { localStorage.setItem(off, turnedOff.checked ? "1" : "0"); } catch { /* Only for this page, then. */ }
    hints();
  });
  document.querySelector("[data-keys-open]").addEventListener("click", () => list.showModal());
  list.querySelector("[data-keys-close]").addEventListener("click", () => list.close());
  document.addEventListener("keydown", press);
  hints();
  shown()?.scrollIntoView({ block: "nearest" });
}
