// The live map, laid over the drawing that the server made of the same things. It asks this server alone: tiles, counts by cell, and what stands in the
// panel. Filters are links and navigate; only the days change in place, and the address with them, so that list, map and export always agree.
import { Map as LiveMap, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapMouseEvent, type VectorTileSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Point } from 'geojson';
import { queryOf, readContract, type Contract } from './contract.ts';
import { slideDays } from './days.ts';
import { addLamps } from './lamps.ts';
import { pointTiles, styleOf } from './style.ts';
import { text } from './texts.ts';
import './map.css';

const VIEW = 'gridwork-map-view';
const NOT_THE_FILTERS = ['category', 'line', 'unit', 'cell', 'host', 'from', 'to'];

const host = document.getElementById('map');
const contract = host && readContract(host);
if (host && contract) start(host, contract);

function start(host: HTMLElement, contract: Contract): void {
  const [west, south, east, north] = contract.extent;
  const box = document.createElement('div');
  box.className = 'map-live';
  host.append(box);
  setWorkerUrl(contract.worker);
  let map: LiveMap;
  try {
    map = new LiveMap({
      container: box,
      style: styleOf(location.origin, contract, queryOf(location.href), queryOf(location.href, NOT_THE_FILTERS)),
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 24 },
      maxBounds: [west - 0.3, south - 0.3, east + 0.3, north + 0.3],
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
      locale: {
        'Map.Title': text(contract.lang, 'map'),
        'NavigationControl.ZoomIn': text(contract.lang, 'zoomIn'),
        'NavigationControl.ZoomOut': text(contract.lang, 'zoomOut'),
      },
    });
  } catch {
    // No WebGL here: the drawing stays.
    box.remove();
    return;
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(whole(map, contract), 'top-right');
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
  restoreView(map);
  map.once('style.load', () => addLamps(map));
  map.once('load', () => {
    host.classList.add('live');
    void tint(map);
    live(map, contract);
    host.dataset.ready = 'true';
  });
}

/** Everything that answers the reader. */
function live(map: LiveMap, contract: Contract): void {
  const panel = document.getElementById('map-panel')!;
  const side = document.getElementById('map-side')!;
  const said = document.createElement('p');
  said.className = 'map-said small';
  said.setAttribute('role', 'status');
  said.hidden = true;
  map.getContainer().append(said);

  map.on('click', (event) => {
    const [mark] = map.queryRenderedFeatures(around(event), { layers: ['points', 'rings'] });
    if (mark) {
      const { root, n, cell } = mark.properties as { root?: number; n: number; cell?: string };
      if (root !== undefined && contract.show === 'records') location.assign(`/records/${root}`);
      else if (root !== undefined) void showCase(String(root), (mark.geometry as Point).coordinates as [number, number]);
      else if (n > 1 && map.getZoom() >= 18 && cell) void showCell(cell);
      else map.easeTo({ center: (mark.geometry as Point).coordinates as [number, number], zoom: map.getZoom() + 2 });
      return;
    }
    const [ground] = map.queryRenderedFeatures(event.point, { layers: ['cells'] });
    if (ground) void showCell(String(ground.properties.code));
  });
  for (const layer of ['points', 'rings', 'cells']) {
    map.on('mousemove', layer, () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
  map.on('moveend', () => sessionStorage.setItem(VIEW, JSON.stringify([...map.getCenter().toArray(), map.getZoom()])));
  map.on('idle', () => {
    const far = map.querySourceFeatures('points', { sourceLayer: 'nearer' }).length > 0;
    say(far ? text(contract.lang, 'nearer') : '');
  });
  side.addEventListener('click', (event) => {
    const line = (event.target as Element).closest<HTMLElement>('li[data-case][data-at]');
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    // A second press on what is chosen already goes to its page, as without scripts.
    if (line.classList.contains('on')) return;
    event.preventDefault();
    const at = placeOf(line);
    map.easeTo({ center: at, zoom: Math.max(map.getZoom(), 14) });
    void showCase(line.dataset.case!, at);
  });
  const form = document.getElementById('map-days') as HTMLFormElement | null;
  if (form) slideDays(form, contract.lang, (from, to) => void changeDays(from, to));
  mark(contract.chosen);
  const first = side.querySelector<HTMLElement>('li.on[data-at]');
  if (first) ring(placeOf(first));

  function say(words: string): void {
    said.hidden = words === '';
    if (said.textContent !== words) said.textContent = words;
  }

  function mark(chosen: string): void {
    side.querySelectorAll('li.on').forEach((line) => line.classList.remove('on'));
    if (chosen) side.querySelector(`li[data-case="${CSS.escape(chosen)}"]`)?.classList.add('on');
  }

  function ring(at: [number, number] | null): void {
    (map.getSource('chosen') as GeoJSONSource).setData({
      type: 'FeatureCollection', features: at ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }] : [],
    });
  }

  async function showCase(root: string, at: [number, number]): Promise<void> {
    if (!(await put(`/map/cases/${encodeURIComponent(root)}`))) return;
    mark(root);
    ring(at);
    map.setFilter('chosen-cell', ['==', ['get', 'code'], '']);
  }

  async function showCell(code: string): Promise<void> {
    if (!(await put(`/map/cells/${encodeURIComponent(code)}${queryOf(location.href)}`))) return;
    mark('');
    ring(null);
    map.setFilter('chosen-cell', ['==', ['get', 'code'], code]);
  }

  async function put(address: string): Promise<boolean> {
    const html = await read(address);
    if (html !== null) panel.innerHTML = html;
    else say(text(contract.lang, 'lost'));
    return html !== null;
  }

  async function changeDays(from: string | null, to: string | null): Promise<void> {
    const address = new URL(location.href);
    for (const [name, value] of [['from', from], ['to', to]] as const) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, '', address);
    (map.getSource('points') as VectorTileSource).setTiles(pointTiles(location.origin, contract, queryOf(location.href)));
    void tint(map);
    const html = await read(address.href);
    const newer = html && new DOMParser().parseFromString(html, 'text/html').getElementById('map-side');
    if (newer) side.replaceChildren(...newer.childNodes);
    else say(text(contract.lang, 'lost'));
  }
}

/** Where a line of the list says that its case is. */
function placeOf(line: HTMLElement): [number, number] {
  const [longitude, latitude] = line.dataset.at!.split(',').map(Number);
  return [longitude!, latitude!];
}

/** A finger is wider than a mark. */
const around = ({ point: { x, y } }: MapMouseEvent): [[number, number], [number, number]] => [[x - 6, y - 6], [x + 6, y + 6]];

async function read(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return null;
  }
}

/** Cells take the tint of the worst lamp in them. */
async function tint(map: LiveMap): Promise<void> {
  try {
    const answer = await fetch(`/map/cells${queryOf(location.href)}`, { headers: { Accept: 'application/json' } });
    if (!answer.ok) return;
    const { cells } = (await answer.json()) as { cells: Record<string, { lamp?: string | null }> };
    map.removeFeatureState({ source: 'cells', sourceLayer: 'cells' });
    for (const [id, cell] of Object.entries(cells)) map.setFeatureState({ source: 'cells', sourceLayer: 'cells', id }, { lamp: cell.lamp ?? '' });
  } catch {
    // The marks stand without the tint.
  }
}

/** The view outlives a change of filter: place is not lost. */
function restoreView(map: LiveMap): void {
  try {
    const [longitude, latitude, zoom] = JSON.parse(sessionStorage.getItem(VIEW) ?? '[]') as number[];
    if (longitude !== undefined && latitude !== undefined && zoom !== undefined) map.jumpTo({ center: [longitude, latitude], zoom });
  } catch {
    sessionStorage.removeItem(VIEW);
  }
}

/** The button that shows the whole district again. */
function whole(map: LiveMap, contract: Contract) {
  const [west, south, east, north] = contract.extent;
  const group = document.createElement('div');
  group.className = 'maplibregl-ctrl maplibregl-ctrl-group';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'map-whole';
  button.title = text(contract.lang, 'whole');
  button.textContent = text(contract.lang, 'wholeShort');
  button.addEventListener('click', () => map.fitBounds([west, south, east, north], { padding: 24 }));
  group.append(button);
  return { onAdd: () => group, onRemove: () => group.remove() };
}
