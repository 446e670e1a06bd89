import { expect, test } from 'vitest';
import { readContract } from './contract.ts';
import { mediaAddress } from './session.ts';

const now = new Date('2026-11-25T00:00:00Z');

test('the page tells everything by data attributes', () =>
  expect(
    readContract(
      {
        dataset: {
          formUrl: '/f/patrol/3/form.xml', submitUrl: '/f/patrol/submission', mediaBase: '/f/patrol/3/media/', csrf: 't', lang: 'zh',
          roleTitle: '禾范街道执法队员 05', formTitle: '整治记录', synthetic: 'true', cellsUrl: '/f/cells?lon=&lat=', doneUrl: '/today', now: '2021-05-27T09:40:00+08:00',
        },
      },
      now,
    ),
  ).toEqual({
    formUrl: '/f/patrol/3/form.xml', submitUrl: '/f/patrol/submission', mediaBase: '/f/patrol/3/media', csrf: 't', tokenUrl: '', lang: 'zh',
    roleTitle: '禾范街道执法队员 05', formTitle: '整治记录', synthetic: true, cellsUrl: '/f/cells?lon=&lat=', doneUrl: '/today',
    person: '禾范街道执法队员 05', clockAhead: Date.parse('2021-05-27T01:40:00Z') - now.getTime(),
  }));

test('without an address to read from it says which attribute is missing', () =>
  expect(() => readContract({ dataset: { submitUrl: '/s' } }, now)).toThrow('#field-form lacks data-form-url'));

test.each([
  ['jr://images/board.png', '/f/m/board.png'],
  ['jr://file-csv/villages.csv', '/f/m/villages.csv'],
  ['jr:images/board.png', '/f/m/board.png'],
])('%s lies at %s', (jr, address) => expect(mediaAddress({ mediaBase: '/f/m' }, jr)).toBe(address));
