import { expect, test } from 'vitest';
import { readDecimal, readInteger } from './numbers.ts';

test.each([
  ['', null],
  ['  ', null],
  ['3', 3n],
  ['０１２', 12n],
  ['−4', -4n],
  ['2147483647', 2147483647n],
  ['2147483648', undefined],
  ['3.5', undefined],
  ['三', undefined],
])('the whole number typed as "%s" is %s', (words, number) => expect(readInteger(words)).toBe(number));

test.each([
  ['', null],
  ['1.5', 1.5],
  ['１．５', 1.5],
  ['1。5', 1.5],
  ['3,5', 3.5],
  ['-0.25', -0.25],
  ['.5', 0.5],
  ['1,234', undefined],
  ['1e3', undefined],
  ['一吨', undefined],
])('the number typed as "%s" is %s', (words, number) => expect(readDecimal(words)).toBe(number));
