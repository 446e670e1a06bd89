// What the map's page (Gridwork.Server/Map/MapView.razor) tells the island, in data attributes of <div id="map">.

/** The island's orders. The filters are the words of the page's own address. */
export interface Contract {
  /** The name of the grid's shapes: under it a browser keeps their tiles for good. */
  readonly shapes: string;
  /** West, south, east, north of the district, in degrees. */
  readonly extent: readonly [number, number, number, number];
  readonly show: 'cases' | 'records';
  /** Whether a filter is set beyond how they stand: what it leaves out stays visible, paler. */
  readonly dim: boolean;
  /** The code of the unit filtered by; empty: none. */
  readonly unit: string;
  /** The code of the chosen cell; empty: none. */
  readonly cell: string;
  /** The number of the chosen case; empty: none. */
  readonly chosen: string;
  readonly lang: 'zh' | 'en';
  /** The worker's file: a file of ours, so that the page's policy needs no blob: workers. */
  readonly worker: string;
}

/** Reads the orders; undefined where there is no district to draw. */
export function readContract(host: { readonly dataset: DOMStringMap }): Contract | undefined {
  const data = host.dataset;
  const numbers = (data.extent ?? '').split(',').map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some(Number.isNaN) || !data.shapes) return undefined;
  return {
    shapes: data.shapes,
    extent: [west!, south!, east!, north!],
    show: data.show === 'records' ? 'records' : 'cases',
    dim: data.dim === 'true',
    unit: data.street ?? '',
    cell: data.cell ?? '',
    chosen: data.case ?? '',
    lang: data.lang === 'en' ? 'en' : 'zh',
    worker: data.worker ?? '/island/map-worker.js',
  };
}

/** The words of an address that tiles and counts are asked with. */
const WORDS = ['show', 'state', 'kind', 'campaign', 'category', 'line', 'unit', 'cell', 'host', 'from', 'to'];

/** The query for what the address shows; with `without`, for what it would show without these words. */
export function queryOf(address: string, without: readonly string[] = []): string {
  const given = new URL(address, 'http://here').searchParams;
  const kept = new URLSearchParams();
  for (const word of WORDS) {
    const value = given.get(word);
    if (value && !without.includes(word)) kept.set(word, value);
  }
  const text = kept.toString();
  return text === '' ? '' : `?${text}`;
}

/** The address of a layer's tiles, with places for zoom, column and row. */
export const tilesOf = (origin: string, layer: string, query: string): string => `${origin}/tiles/${layer}/{z}/{x}/{y}.mvt${query}`;
