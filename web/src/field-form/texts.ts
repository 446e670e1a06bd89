// The island's own words, in two languages. What a form says (labels, hints, messages) comes from the form.
import { createContext, useContext } from 'solid-js';
import en from './texts/en.json';
import zh from './texts/zh.json';

export type TextKey = keyof typeof zh;
export type Language = 'zh' | 'en';
export type Values = Readonly<Record<string, string | number>>;

const tables: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { zh, en };

/** A text with its places filled in: `text('zh', 'pageOf', { page: 2, pages: 3 })` is 第2页，共3页. */
export const text = (language: Language, key: TextKey, values: Values = {}): string =>
  tables[language][key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

/** 09:41 for today, else 5月27日 09:41 (27 May 09:41), in the phone's zone. */
export function moment(language: Language, at: Date, now: Date): string {
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.toDateString() === now.toDateString()) return clock;
  return language === 'zh'
    ? `${at.getMonth() + 1}月${at.getDate()}日 ${clock}`
    : `${at.getDate()} ${MONTHS[at.getMonth()]} ${clock}`;
}

/** The strip's date: 2021-05-27 周四 (2021-05-27 Thu). */
export const stripDate = (language: Language, at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${WEEKDAYS[language][at.getDay()]}`;

/** 09:41 */
export const stripTime = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** 1.2 MB, 300 KB: never less than 1 KB. */
export const size = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`;

/** ＋1, −2: with the full-width plus that Chinese tables use. */
export const signed = (language: Language, value: number): string =>
  (value < 0 ? '−' : language === 'zh' ? '＋' : '+') + String(Math.abs(value));

const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** The language the person reads now, and texts in it. Reactive. */
export interface Wording {
  readonly language: () => Language;
  readonly t: (key: TextKey, values?: Values) => string;
}

export const WordingContext = createContext<Wording>();

/** The wording of the surrounding form. */
export function useWording(): Wording {
  const wording = useContext(WordingContext);
  if (wording === undefined) throw new Error('no WordingContext');
  return wording;
}
