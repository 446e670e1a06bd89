import { expect, test } from 'vitest';
import { cellAddress, rounded, typed } from './place.ts';

test('a position is kept to the centimetre', () =>
  expect(rounded({ latitude: 34.80123456789, longitude: 117.30123456789, altitude: 31.234, accuracy: 8.04 })).toEqual({
    latitude: 34.8012346, longitude: 117.3012346, altitude: 31.2, accuracy: 8,
  }));

test.each([
  ['34.8', '117.3', true],
  [' 34.8 ', '-117.3', true],
  ['134.8', '17.3', false],
  ['34.8', '', false],
  ['0', '0', false],
  ['北纬34', '117', false],
])('typed by hand, latitude %s and longitude %s are a position: %s', (latitude, longitude, good) =>
  expect(typed(latitude, longitude) !== null).toBe(good));

test('the cell is asked for by point', () =>
  expect(cellAddress('/f/cells?lon=&lat=', { latitude: 34.8, longitude: 117.3, altitude: null, accuracy: null })).toBe('/f/cells?lon=117.3&lat=34.8'));
