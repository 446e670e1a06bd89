import { describe, expect, it } from 'vitest';
import { queryOf, readContract, tilesOf } from './contract.ts';
import { dayOf, daysOf, isoOf } from './days.ts';

describe('the contract with the page', () => {
  it('reads what the page says', () => {
    expect(
      readContract({ dataset: { shapes: 'ab12', extent: '117.1,34.7,117.3,34.9', show: 'records', dim: 'true', street: 'hefan', cell: '禾范 017', case: '', lang: 'en', worker: '/w.js' } }),
    ).toEqual({
      shapes: 'ab12', extent: [117.1, 34.7, 117.3, 34.9], show: 'records', dim: true, unit: 'hefan', cell: '禾范 017', chosen: '', lang: 'en', worker: '/w.js',
    });
  });

  it('draws nothing where there is no grid', () => {
    expect(readContract({ dataset: { shapes: '', extent: '' } })).toBeUndefined();
    expect(readContract({ dataset: { shapes: 'a', extent: '1,2,x,4' } })).toBeUndefined();
  });

  it('asks tiles with the words of the lists and no others', () => {
    const address = 'http://here/map?state=overdue&unit=hefan&case=7&utm=x&from=2021-05-21#9/1/2';
    expect(queryOf(address)).toBe('?state=overdue&unit=hefan&from=2021-05-21');
    expect(queryOf(address, ['unit', 'from'])).toBe('?state=overdue');
    expect(queryOf('http://here/map')).toBe('');
    expect(tilesOf('http://here', 'cases', '?a=b')).toBe('http://here/tiles/cases/{z}/{x}/{y}.mvt?a=b');
  });
});

describe('days', () => {
  it('count from day to day whatever the zone, over months and leap days', () => {
    expect(daysOf('2021-05-07', '2021-05-27')).toBe(20);
    expect(isoOf(dayOf('2021-05-31') + 1)).toBe('2021-06-01');
    expect(isoOf(dayOf('2024-02-28') + 1)).toBe('2024-02-29');
  });
});
