// The style after look/LOOK.md, Map: useful with no base map service. Everything comes from this server's own tiles; letters are drawn by the browser.
import type { ExpressionSpecification, LayerSpecification, StyleSpecification, VectorSourceSpecification } from 'maplibre-gl';
import { tilesOf, type Contract } from './contract.ts';

const INK = '#17212B';
const GREY = '#6A7783';
const LAND = '#F6F7F5';
const FONT = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];
/** Letters are drawn by the browser; the word in the name makes them bold. */
const BOLD = ['Noto Sans CJK SC Bold', 'PingFang SC Bold', 'Microsoft YaHei Bold', 'sans-serif'];
const PALE = 0.35;

/** The deepest tiles that the server makes of points; the shapes' are stretched from a lower one. */
const POINTS_TO = 18;
const SHAPES_TO = 14;

const LAMP: ExpressionSpecification = ['coalesce', ['get', 'lamp'], 'record'];
const IS_CLUSTER: ExpressionSpecification = ['>', ['get', 'n'], 1];

/** The sources whose addresses change with the filters. */
export const pointTiles = (origin: string, contract: Contract, query: string): string[] => [tilesOf(origin, contract.show, query)];

/** The whole style for what an address shows. */
export function styleOf(origin: string, contract: Contract, query: string, rest: string): StyleSpecification {
  const name = (lang: Contract['lang']): ExpressionSpecification => ['coalesce', ['get', lang], ['get', 'zh'], ''];
  const names = name(contract.lang);
  const within: ExpressionSpecification | true =
    contract.unit === '' ? true : ['any', ['==', ['get', 'unit'], contract.unit], ['==', ['get', 'street'], contract.unit]];
  const opacity = within === true ? 1 : (['case', within, 1, PALE] as ExpressionSpecification);
  const [west, south, east, north] = contract.extent;
  const shapes = (layer: string): VectorSourceSpecification => ({
    type: 'vector', tiles: [tilesOf(origin, layer, `?v=${contract.shapes}`)], maxzoom: SHAPES_TO, bounds: [west, south, east, north],
    ...(layer === 'cells' ? { promoteId: 'code' } : {}),
  });
  // Somebody may stand beyond the last cell.
  const points = (asked: string): VectorSourceSpecification => ({
    type: 'vector', tiles: pointTiles(origin, contract, asked), maxzoom: POINTS_TO, bounds: [west - 0.1, south - 0.1, east + 0.1, north + 0.1],
  });
  const layers: LayerSpecification[] = [
    { id: 'outside', type: 'background', paint: { 'background-color': '#E7EBEE' } },
    { id: 'land', type: 'fill', source: 'base', 'source-layer': 'land', paint: { 'fill-color': LAND } },
    {
      id: 'cells', type: 'fill', source: 'cells', 'source-layer': 'cells',
      paint: {
        'fill-color': [
          'match', ['coalesce', ['feature-state', 'lamp'], ''], 'red', '#F6D2CB', 'yellow', '#FBEBC4', 'green', '#E2EFE8', 'hold', '#EDF0F2', LAND,
        ],
        'fill-opacity': opacity,
      },
    },
    { id: 'lake', type: 'fill', source: 'base', 'source-layer': 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#C9DDE8' } },
    {
      id: 'river', type: 'line', source: 'base', 'source-layer': 'water', filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#C9DDE8', 'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 10, 4, 13, 14, 16, 50] },
    },
    { id: 'cell-lines', type: 'line', source: 'cells', 'source-layer': 'cells', paint: { 'line-color': '#A9B6C1', 'line-width': 0.7 } },
    road('casing', '#C3CDD6', 2),
    road('road', '#FFFFFF', 0),
    { id: 'streets', type: 'line', source: 'base', 'source-layer': 'street', layout: { 'line-join': 'round' }, paint: { 'line-color': INK, 'line-width': 1.8 } },
    {
      id: 'chosen-cell', type: 'line', source: 'cells', 'source-layer': 'cells', filter: ['==', ['get', 'code'], contract.cell],
      layout: { 'line-join': 'round' }, paint: { 'line-color': '#1D567B', 'line-width': 3 },
    },
    {
      id: 'road-names', type: 'symbol', source: 'base', 'source-layer': 'road', minzoom: 11,
      layout: { 'symbol-placement': 'line', 'text-field': names, 'text-font': FONT, 'text-size': 9.5, 'text-letter-spacing': 0.2 },
      paint: { 'text-color': GREY, 'text-halo-color': '#FFFFFF', 'text-halo-width': 1.4 },
    },
    ...(contract.dim ? [marks('rest', PALE)] : []),
    label('villages', ['==', ['get', 'kind'], 'village'], 11.5, 0, 11),
    label('street-names', ['==', ['get', 'kind'], 'subdistrict'], 17, 0.3, 0),
    marks('points', 1),
    {
      id: 'rings', type: 'circle', source: 'points', 'source-layer': 'points', filter: IS_CLUSTER,
      layout: { 'circle-sort-key': ['get', 'rank'] },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['get', 'n'], 2, 11, 20, 14, 200, 18, 2000, 23],
        'circle-color': '#FFFFFF',
        'circle-stroke-width': ['case', ['==', LAMP, 'red'], 2.4, 1.4],
        'circle-stroke-color': ['match', LAMP, 'red', '#BE2A1A', 'yellow', '#7A5100', 'green', '#1C7653', 'record', '#1D567B', '#5A6774'],
      },
    },
    {
      id: 'numbers', type: 'symbol', source: 'points', 'source-layer': 'points', filter: IS_CLUSTER,
      layout: {
        'text-field': ['to-string', ['get', 'n']], 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true, 'text-padding': 9,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'text-color': ['case', ['==', LAMP, 'red'], '#BE2A1A', INK] },
    },
    {
      id: 'worst', type: 'symbol', source: 'points', 'source-layer': 'points', filter: ['all', IS_CLUSTER, ['has', 'lamp']],
      layout: {
        'icon-image': ['concat', 'lamp-', LAMP], 'icon-size': 0.72, 'icon-offset': [15, -15], 'icon-allow-overlap': true, 'icon-ignore-placement': true,
      },
    },
    {
      id: 'chosen', type: 'circle', source: 'chosen',
      paint: { 'circle-radius': 13, 'circle-opacity': 0, 'circle-stroke-color': '#1D567B', 'circle-stroke-width': 3 },
    },
  ];

  function road(id: string, color: string, wider: number): LayerSpecification {
    const wide = (main: number, other: number): ExpressionSpecification => ['match', ['get', 'kind'], 'main', main + wider, other + wider];
    return {
      id, type: 'line', source: 'base', 'source-layer': 'road', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 10, wide(2.4, 1), 13, wide(6, 3), 16, wide(16, 9)] },
    };
  }

  function label(id: string, filter: ExpressionSpecification, size: number, spacing: number, minzoom: number): LayerSpecification {
    return {
      id, type: 'symbol', source: 'base', 'source-layer': 'name', minzoom, filter,
      layout: { 'text-field': names, 'text-font': spacing > 0 ? BOLD : FONT, 'text-size': size, 'text-letter-spacing': spacing, 'text-padding': 2, 'text-max-width': 16,
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 1.1,
      },
      paint: { 'text-color': INK, 'text-halo-color': LAND, 'text-halo-width': 1.6, 'text-halo-blur': 0.4 },
    };
  }

  function marks(source: string, strength: number): LayerSpecification {
    return {
      id: source, type: 'symbol', source, 'source-layer': 'points', ...(source === 'rest' ? {} : { filter: ['!', IS_CLUSTER] as ExpressionSpecification }),
      layout: {
        // Marks always show, and names keep clear of them.
        'icon-image': ['concat', 'lamp-', LAMP], 'icon-allow-overlap': true, 'icon-ignore-placement': source === 'rest', 'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'icon-opacity': strength },
    };
  }

  return {
    version: 8,
    sources: {
      base: shapes('base'), cells: shapes('cells'), points: points(query),
      chosen: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }, ...(contract.dim ? { rest: points(rest) } : {}),
    },
    layers,
  };
}
