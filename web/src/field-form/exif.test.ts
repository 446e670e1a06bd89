import { expect, test } from 'vitest';
import { exifSegment, takenAt, withExif } from './exif.ts';

/** A JPEG head with an EXIF block: orientation 6 (turned) and the time taken, in the given byte order. */
function camera(little: boolean): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(82));
  const short = (at: number, value: number): void => tiff.setUint16(at, value, little);
  const long = (at: number, value: number): void => tiff.setUint32(at, value, little);
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  short(2, 42);
  long(4, 8);
  short(8, 2);
  short(10, 0x0112);
  short(12, 3);
  long(14, 1);
  short(18, 6);
  short(22, 0x8769);
  short(24, 4);
  long(26, 1);
  long(30, 38);
  short(38, 1);
  short(40, 0x9003);
  short(42, 2);
  long(44, 20);
  long(48, 60);
  new TextEncoder().encode('2021:05:27 09:41:03').forEach((letter, index) => tiff.setUint8(60 + index, letter));
  const block = [...new TextEncoder().encode('Exif\0\0'), ...new Uint8Array(tiff.buffer)];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xe1, 0, block.length + 2, ...block, 0xff, 0xda, 0, 2, 9, 9]);
}
const bare = Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 7, 7]);

test.each([true, false])('the time taken is read in either byte order (little-endian: %s)', (little) =>
  expect(takenAt(exifSegment(camera(little)))).toBe('2021-05-27T09:41:03'));

test.each([true, false])('the block goes into the smaller copy, turned upright (little-endian: %s)', (little) => {
  const copy = withExif(bare, exifSegment(camera(little)));
  expect([...copy.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe1]);
  expect([...copy.subarray(-6)]).toEqual([0xff, 0xda, 0, 2, 7, 7]);
  const segment = exifSegment(copy)!;
  expect(new DataView(segment.buffer, segment.byteOffset + 10).getUint16(18, little)).toBe(1);
  expect(takenAt(segment)).toBe('2021-05-27T09:41:03');
});

test('what is no JPEG, has no block or is cut short has no EXIF', () => {
  expect(exifSegment(new TextEncoder().encode('<svg/>'))).toBeNull();
  expect(exifSegment(bare)).toBeNull();
  expect(exifSegment(camera(true).subarray(0, 60))).toBeNull();
  expect(withExif(bare, null)).toBe(bare);
  expect(takenAt(null)).toBeNull();
});
