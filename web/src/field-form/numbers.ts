// Numbers as people type them on a Chinese keyboard: full-width digits and points, a comma from the numeric pad.

const halfWidth = (words: string): string =>
  words
    .normalize('NFKC')
    .trim()
    .replace(/[−–—]/g, '-')
    .replace(/。/g, '.');

/** A whole number of 32 bits (XForms int); null when nothing was typed, undefined when it is no such number. */
export function readInteger(words: string): bigint | null | undefined {
  const plain = halfWidth(words);
  if (plain === '') return null;
  if (!/^[+-]?\d{1,10}$/.test(plain)) return undefined;
  const number = BigInt(plain.replace('+', ''));
  return number > 2_147_483_647n || number < -2_147_483_648n ? undefined : number;
}

/** A number; null when nothing was typed, undefined when it is none. One comma stands for the point (3,5); grouping is not guessed at. */
export function readDecimal(words: string): number | null | undefined {
  const plain = halfWidth(words).replace(/^([+-]?\d+),(\d{1,2})$/, '$1.$2');
  if (plain === '') return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
