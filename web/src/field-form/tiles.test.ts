import { expect, test } from 'vitest';
import { fitTiles } from './tiles.ts';

test('six short choices stand in two columns', () => expect(fitTiles(['私设摊点', '乱堆乱放', '马路市场', '路边标牌', '乱搭乱建', '污染路面'])).toBe(true));
test('one long choice puts the list into rows', () => expect(fitTiles(['当场清理完毕', '约定日期自行整改'])).toBe(false));
test('nine choices stand in rows however short', () => expect(fitTiles(Array.from('一二三四五六七八九'))).toBe(false));
test('a Latin letter is about half a character wide', () => expect(fitTiles(['Yes', 'Not known'])).toBe(true));
