// A page that changes in place. The server says when something changed; the page is asked for again and what differs is taken over, figure by figure:
// nothing blinks, what is open stays open, and where the reader stands is kept.

const places = document.querySelectorAll("[data-live]");
const lost = document.querySelector("[data-live-lost]");
let shown = null;
let asking = false;
let wanted = null;

function take(from, to) {
  if (from.isEqualNode(to)) return;
  const alike = from.nodeType === to.nodeType && from.nodeName === to.nodeName && from.childNodes.length === to.childNodes.length;
  if (!alike) {
    // Not under the reader's hands: it is taken over with the next change.
    if (!from.contains(document.activeElement)) from.replaceWith(document.importNode(to, true));
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.nodeValue = to.nodeValue;
    return;
  }
  for (const { name } of [...from.attributes]) if (name !== "open" && !to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (name !== "open" && from.getAttribute(name) !== value) from.setAttribute(name, value);
  const others = [...to.childNodes];
  [...from.childNodes].forEach((child, i) => take(child, others[i]));
}

async function refresh(mark) {
  wanted = mark;
  if (asking) return;
  asking = true;
  try {
    while (wanted !== shown) {
      const now = wanted;
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.redirected) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-live]");
      places.forEach((place, i) => page[i] && take(place, page[i]));
      shown = now;
      if (lost) lost.hidden = true;
    }
  } catch {
    if (lost) lost.hidden = false;
  } finally {
    asking = false;
  }
}

if (places.length) {
  const stream = new EventSource("/live");
  // The first mark says how things stand: the page was written a moment ago, but perhaps before the last record.
  stream.onmessage = event => refresh(event.data);
  // The browser tries again by itself; a stream that ended on purpose is back within a second.
  let wait;
  stream.onerror = () => { wait ??= setTimeout(() => { if (lost && stream.readyState !== EventSource.OPEN) lost.hidden = false; }, 5000); };
  stream.onopen = () => { clearTimeout(wait); wait = undefined; if (lost) lost.hidden = true; };
}
