/** At most this many choices stand in two columns. */
const MOST = 8;
/** Width of a tile's words on a phone 360 px wide, in Chinese characters of 17 px. */
const WIDEST = 6;

/** The width of words in Chinese characters: a Latin letter is about half as wide. */
export const widthOf = (words: string): number => Array.from(words).reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e80 ? 1 : 0.55), 0);

/** Whether a list's choices are few and short enough to stand in two columns without breaking. */
export const fitTiles = (labels: readonly string[]): boolean => labels.length > 1 && labels.length <= MOST && labels.every((label) => widthOf(label) <= WIDEST);
