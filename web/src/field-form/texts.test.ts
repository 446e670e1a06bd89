import { expect, test } from 'vitest';
import en from './texts/en.json';
import zh from './texts/zh.json';
import { moment, signed, size, stripDate, text } from './texts.ts';

const places = (words: string): string[] => [...words.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('both languages say the same things with the same places to fill', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  for (const [key, words] of Object.entries(zh)) expect([key, places(en[key as keyof typeof en])]).toEqual([key, places(words)]);
});

test('no sentence blames the person or hides behind the system', () => {
  for (const words of Object.values(zh)) expect(words).not.toMatch(/系统|异常|非法|无效|失败|亲，|！/);
});

test('places are filled in', () => expect(text('zh', 'pageOf', { page: 2, pages: 3 })).toBe('第2页，共3页'));

test('today a moment is a time, else a day and a time', () => {
  const at = new Date(2021, 4, 27, 9, 41);
  expect(moment('zh', at, new Date(2021, 4, 27, 18, 0))).toBe('09:41');
  expect(moment('zh', at, new Date(2021, 4, 28))).toBe('5月27日 09:41');
  expect(moment('en', at, new Date(2021, 4, 28))).toBe('27 May 09:41');
});

test('the strip dates a photo by day and weekday', () => expect(stripDate('zh', new Date(2021, 4, 27))).toBe('2021-05-27 周四'));
test('an effect has its sign', () => expect([signed('zh', 1), signed('zh', -2), signed('en', 3)]).toEqual(['＋1', '−2', '+3']));
test('sizes are short', () => expect([size(1_234_567), size(300_400), size(12)]).toEqual(['1.2 MB', '300 KB', '1 KB']));
