// The island's own words, in two languages; everything else on the page is said by the server.
import en from './texts/en.json';
import zh from './texts/zh.json';

export type TextKey = keyof typeof zh;

/** A text with its places filled in. */
export const text = (lang: 'zh' | 'en', key: TextKey, values: Readonly<Record<string, string | number>> = {}): string =>
  (lang === 'en' ? en : zh)[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
