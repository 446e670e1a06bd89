// Where the phone is, and which cell that is. Never in the way: without a position a form goes on.

/** A position in degrees (WGS-84), altitude and accuracy in metres. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  readonly accuracy: number | null;
}

/** Why there is no position: asked and declined, no signal in time, or a browser (or plain-http address) that gives none. */
export type NoPosition = 'declined' | 'no-signal' | 'not-offered';

/** A cell as the server names it. */
export interface CellName {
  /** "禾范 017" */
  readonly name: string;
  /** The village or community, or "". */
  readonly village: string;
}

/** Seconds after which the best position so far is taken. */
export const PATIENCE = 20;
/** Metres; a position as good as this is taken at once. Roads are wider than that. */
export const GOOD_ENOUGH = 15;

/**
 * Watches the position until it is good enough or patience ends, telling each improvement to `better`. Resolves to the reason when
 * there was none at all, else to null. Aborting ends the watch without a word.
 */
export function locate(better: (position: Position) => void, signal: AbortSignal, goodEnough = GOOD_ENOUGH): Promise<NoPosition | null> {
  // Browsers withhold the API, or refuse it unasked, where the page is not secure (plain http).
  if (!('geolocation' in navigator) || !window.isSecureContext) return Promise.resolve('not-offered');
  return new Promise((resolve) => {
    let best: number | null = null;
    const stop = (result: NoPosition | null): void => {
      clearTimeout(timer);
      navigator.geolocation.clearWatch(watch);
      resolve(result);
    };
    const timer = setTimeout(() => stop(best === null ? 'no-signal' : null), PATIENCE * 1000);
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        if (best !== null && coords.accuracy >= best) return;
        best = coords.accuracy;
        better(rounded(coords));
        if (best <= goodEnough) stop(null);
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) stop('declined');
        else if (error.code === error.POSITION_UNAVAILABLE && best === null) stop('no-signal');
      },
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: PATIENCE * 1000 },
    );
    signal.addEventListener('abort', () => stop(null), { once: true });
  });
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Seven decimals of a degree are a centimetre; what the chip adds beyond is noise that bloats a record. */
export const rounded = (coords: Position): Position => ({
  latitude: round(coords.latitude, 7),
  longitude: round(coords.longitude, 7),
  altitude: coords.altitude === null ? null : round(coords.altitude, 1),
  accuracy: coords.accuracy === null ? null : round(coords.accuracy, 1),
});

/** Reads a latitude and a longitude typed by hand; null when either is no number or out of range, or both are 0. */
export function typed(latitude: string, longitude: string): Position | null {
  const [lat, lon] = [latitude, longitude].map((part) => (part.trim() === '' ? Number.NaN : Number(part.trim().replace('，', '.'))));
  if (!(Math.abs(lat!) <= 90) || !(Math.abs(lon!) <= 180) || (lat === 0 && lon === 0)) return null;
  return rounded({ latitude: lat!, longitude: lon!, altitude: null, accuracy: null });
}

/** `/f/cells?lon=&lat=` with the point filled in. */
export function cellAddress(template: string, { longitude, latitude }: Position): string {
  const [path = '', query = ''] = template.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('lon', String(longitude));
  parameters.set('lat', String(latitude));
  return `${path}?${parameters}`;
}

/** The cell of a point; null when it falls in none, undefined when nobody could be asked. */
export async function cellOf(template: string, position: Position, signal: AbortSignal): Promise<CellName | null | undefined> {
  if (template === '') return undefined;
  try {
    const response = await fetch(cellAddress(template, position), { credentials: 'same-origin', signal, headers: { Accept: 'application/json' } });
    if (response.status === 404 || response.status === 204) return null;
    if (!response.ok) return undefined;
    const found = (await response.json()) as { name?: unknown; village?: unknown } | null;
    if (typeof found?.name !== 'string' || found.name === '') return null;
    return { name: found.name, village: typeof found.village === 'string' ? found.village : '' };
  } catch {
    return undefined;
  }
}
