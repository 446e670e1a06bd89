// What a camera wrote into a photo, kept when the photo is made smaller.
//
// A canvas gives pixels without their EXIF block (Exif 2.32 in an APP1 segment of JPEG, ISO/IEC 10918-1 B.1.1.3). The block is the
// proof of when and where a photo was taken, and the server reads it; so it is lifted out of the original and set into the copy.
// Only the orientation is changed, to "upright": the canvas has already turned the pixels.

const SOI = 0xffd8;
const APP1 = 0xffe1;
const SOS = 0xffda;
const ORIENTATION = 0x0112;
const DATE_TIME = 0x0132;
const EXIF_IFD = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003;

/** The EXIF segment of a JPEG, marker and length included; null when there is none or the bytes are no JPEG. */
export function exifSegment(jpeg: Uint8Array): Uint8Array | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (view.byteLength < 4 || view.getUint16(0) !== SOI) return null;
  for (let at = 2; at + 4 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker === SOS || marker < 0xff01 || length < 2 || at + 2 + length > view.byteLength) return null;
    if (marker === APP1 && text(jpeg, at + 4, 4) === 'Exif') return jpeg.slice(at, at + 2 + length);
    at += 2 + length;
  }
  return null;
}

/** `jpeg` with `exif` (a whole segment) as its first segment, turned upright. Returns `jpeg` as it is when exif is null. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array | null): Uint8Array {
  if (exif === null || jpeg.length < 2) return jpeg;
  const upright = exif.slice();
  const tiff = tiffOf(upright);
  const entry = tiff && entryIn(tiff, tiff.firstIfd, ORIENTATION);
  if (tiff && entry !== null) tiff.view.setUint16(entry + 8, 1, tiff.little);
  const joined = new Uint8Array(jpeg.length + upright.length);
  joined.set(jpeg.subarray(0, 2));
  joined.set(upright, 2);
  joined.set(jpeg.subarray(2), 2 + upright.length);
  return joined;
}

/** When the camera says the photo was taken, in the camera's own wall time ("2021-05-27T09:41:03", no zone); null when it does not say. */
export function takenAt(exif: Uint8Array | null): string | null {
  const tiff = exif && tiffOf(exif);
  if (!tiff) return null;
  const pointer = entryIn(tiff, tiff.firstIfd, EXIF_IFD);
  const original = pointer === null ? null : entryIn(tiff, tiff.view.getUint32(pointer + 8, tiff.little), DATE_TIME_ORIGINAL);
  const entry = original ?? entryIn(tiff, tiff.firstIfd, DATE_TIME);
  if (entry === null) return null;
  const start = tiff.view.getUint32(entry + 8, tiff.little);
  if (start + 19 > tiff.view.byteLength) return null;
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text(tiff.bytes, start, 19));
  return found && found[1] !== '0000' ? `${found[1]}-${found[2]}-${found[3]}T${found[4]}` : null;
}

interface Tiff {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
  readonly firstIfd: number;
}

function tiffOf(segment: Uint8Array): Tiff | null {
  const bytes = segment.subarray(10);
  if (bytes.length < 8) return null;
  const order = text(bytes, 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order === 'II';
  return { bytes, view, little, firstIfd: view.getUint32(4, little) };
}

/** Offset of a directory's entry for `tag`, or null. */
function entryIn({ view, little }: Tiff, ifd: number, tag: number): number | null {
  if (ifd + 2 > view.byteLength) return null;
  const count = view.getUint16(ifd, little);
  for (let index = 0; index < count; index++) {
    const entry = ifd + 2 + 12 * index;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, little) === tag) return entry;
  }
  return null;
}

const text = (bytes: Uint8Array, start: number, length: number): string => String.fromCharCode(...bytes.subarray(start, start + length));
