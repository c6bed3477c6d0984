import { describe, expect, it } from 'vitest';

import { readChangeSearch, readNewEntitySearch } from '../../../../dashboard/change/change-search.ts';
import { keyFor, linesIn } from '../../../../dashboard/change/model/lines.ts';

describe('the texts of a form', () => {
  it('become the items of a list', () => {
    expect(linesIn(' a \n\nb, c\r\n')).toEqual(['a', 'b, c']);
  });

  it.each([
    ['Revenue, gross', 'revenue_gross'],
    ['  Erträge 2026!', 'ertrage_2026'],
    ['—', ''],
  ])('suggest a key for %s', (name, key) => {
    expect(keyFor(name)).toBe(key);
  });
});

describe('the URL of a form', () => {
  it('says what is wanted, and garbage is left out', () => {
    expect(readChangeSearch({ kind: 'DEPRECATE', other: 1 })).toEqual({ kind: 'DEPRECATE' });
    expect(readChangeSearch({ kind: 'delete' })).toEqual({});
    expect(readNewEntitySearch({ type: 'KPI' })).toEqual({ type: 'KPI' });
    expect(readNewEntitySearch({ type: 'kpi' })).toEqual({ type: 'KPI' });
    expect(readNewEntitySearch({ type: 'toString' })).toEqual({});
  });
});
