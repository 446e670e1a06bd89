// The time slider: two thumbs over the bars that the server drew, a day a step, by pointer or arrow keys. Without scripts the form's two dates do the same.
import { text } from './texts.ts';

/** A day as a number, the same in every zone. */
export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** The day of a number, as 2021-05-27. */
export const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** How many days lie between two. */
export const daysOf = (from: string, to: string): number => dayOf(to) - dayOf(from);

/** Lays the thumbs over the bars of a form and says when the days have changed; a moment after the last step, so that a run of keys is one change. */
export function slideDays(form: HTMLFormElement, lang: 'zh' | 'en', changed: (from: string | null, to: string | null) => void): void {
  const [from, to] = [field('from'), field('to')];
  const bars = form.querySelector<HTMLElement>('.day-bars');
  if (!from || !to || !bars || !from.min || !from.max) return;
  const [first, last] = [dayOf(from.min), dayOf(from.max)];
  const low = thumb('from', from);
  const high = thumb('to', to);
  let waiting = 0;

  function field(name: string): HTMLInputElement | null {
    return form.querySelector<HTMLInputElement>(`input[name=${name}]`);
  }

  function thumb(name: 'from' | 'to', of: HTMLInputElement): HTMLInputElement {
    const range = document.createElement('input');
    range.type = 'range';
    range.min = String(first);
    range.max = String(last);
    range.step = '1';
    range.value = String(dayOf(of.value));
    range.setAttribute('aria-label', text(lang, name));
    range.addEventListener('input', () => {
      // One thumb does not pass the other.
      if (name === 'from' && Number(low.value) > Number(high.value)) low.value = high.value;
      if (name === 'to' && Number(high.value) < Number(low.value)) high.value = low.value;
      show();
      window.clearTimeout(waiting);
      waiting = window.setTimeout(tell, 250);
    });
    bars!.append(range);
    return range;
  }

  function show(): void {
    from!.value = isoOf(Number(low.value));
    to!.value = isoOf(Number(high.value));
    for (const range of [low, high]) {
      const [, month, day] = isoOf(Number(range.value)).split('-').map(Number);
      range.setAttribute('aria-valuetext', text(lang, 'day', { month: month!, day: day! }));
    }
    bars!.querySelectorAll('rect').forEach((bar, i) => bar.classList.toggle('in', first + i >= Number(low.value) && first + i <= Number(high.value)));
  }

  function tell(): void {
    const whole = Number(low.value) === first && Number(high.value) === last;
    changed(whole ? null : from!.value, whole ? null : to!.value);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    low.value = String(Math.max(first, dayOf(from.value)));
    high.value = String(Math.min(last, dayOf(to.value)));
    show();
    tell();
  });
  show();
}
