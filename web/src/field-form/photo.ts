// A photo on its way into a record: made small enough for a phone's network, with its strip, its EXIF kept.
import { exifSegment, takenAt, withExif } from './exif.ts';

/** The longest side of a photo that is sent, in pixels: enough to read a shop sign across a street, about 300 KB. */
export const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** What stands in the strip under a photo. */
export interface Strip {
  /** "09:41" */
  readonly time: string;
  /** "2021-05-27 周四" */
  readonly date: string;
  /** Cell and village; "" while the place is not known. */
  readonly place: string;
  /** The post, never a name. */
  readonly role: string;
  /** 演示, in a demo; "" in service. */
  readonly mark: string;
}

/** A photo as it will be sent. */
export interface Photo {
  readonly file: File;
}

/** The size that fits into LONGEST_SIDE, never larger than the photo. */
export function fitted(width: number, height: number, longest = LONGEST_SIDE): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Makes the photo that is sent. `stripFor` gets the time at which the photo was taken: the camera's, else the file's own.
 * A picture this browser cannot draw (HEIC on a desk) is passed on as it is, for the server may know it.
 */
export async function prepare(original: File, name: string, stripFor: (taken: Date) => Strip): Promise<Photo> {
  const bytes = new Uint8Array(await original.arrayBuffer());
  const exif = exifSegment(bytes);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(original, { imageOrientation: 'from-image' });
  } catch {
    return { file: new File([bytes], name + extensionOf(original), { type: original.type }) };
  }
  const { width, height } = fitted(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const taken = takenAt(exif);
  drawStrip(context, width, height, stripFor(taken === null ? new Date(original.lastModified) : new Date(taken)));
  const blob = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error('canvas'))), 'image/jpeg', QUALITY),
  );
  const smaller = withExif(new Uint8Array(await blob.arrayBuffer()), exif);
  return { file: new File([smaller.slice().buffer], `${name}.jpg`, { type: 'image/jpeg' }) };
}

const extensionOf = (file: File): string => /\.[A-Za-z0-9]{1,5}$/.exec(file.name)?.[0].toLowerCase() ?? '';

/** The camera's strip along the lower edge: time, date and place, post, mark. Colours are the look's ink and amber. */
function drawStrip(context: CanvasRenderingContext2D, width: number, height: number, strip: Strip): void {
  const unit = width / 400;
  const top = height - 54 * unit;
  const family = '"Segoe UI",-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';
  const write = (words: string, x: number, y: number, size: number, colour: string, bold = false): void => {
    context.font = `${bold ? 700 : 400} ${size * unit}px ${family}`;
    context.fillStyle = colour;
    context.fillText(words, x, y);
  };
  context.fillStyle = 'rgba(14, 20, 24, 0.72)';
  context.fillRect(0, top, width, 54 * unit);
  context.textAlign = 'left';
  write(strip.time, 12 * unit, top + 38 * unit, 30, '#fff', true);
  const rule = 22 * unit + context.measureText(strip.time).width;
  context.fillStyle = '#E8C04A';
  context.fillRect(rule, top + 10 * unit, 2 * unit, 34 * unit);
  write(strip.date, rule + 10 * unit, top + 23 * unit, 13, '#fff');
  write(strip.place, rule + 10 * unit, top + 42 * unit, 13, '#fff');
  context.textAlign = 'right';
  write(strip.role, 390 * unit, top + 23 * unit, 13, '#fff');
  write(strip.mark, 390 * unit, top + 42 * unit, 13, '#E8C04A', true);
}
