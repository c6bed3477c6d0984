import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { changedValue } from '../../../../dashboard/diff/changed-value.ts';
import { diffSequence } from '../../../../dashboard/diff/diff-sequence.ts';
import { addsNothing, diffField } from '../../../../dashboard/diff/field-diff.ts';
import { fieldLabel } from '../../../../dashboard/diff/field-label.ts';

const text = (before: unknown, after: unknown) =>
  diffField({
    field: 'f',
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  });
const SIGNS = { same: ' ', removed: '-', added: '+', skipped: '…' } as const;

function inShort(before: unknown, after: unknown): string[] {
  const diff = text(before, after);
  const pieces = diff.form === 'words' ? diff.pieces : diff.lines;
  return pieces.map((piece) => `${SIGNS[piece.kind]}${'item' in piece ? piece.item : piece.count}`);
}

describe('the difference of two sequences', () => {
  it('leads from each to the other, whatever they are', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const pieces = diffSequence(before, after);
        expect(pieces.filter(({ kind }) => kind !== 'added').map(({ item }) => item)).toEqual(before);
        expect(pieces.filter(({ kind }) => kind !== 'removed').map(({ item }) => item)).toEqual(after);
      }),
    );
  });

  it('leaves as much as possible as it is', () => {
    const pieces = diffSequence(['a', 'b', 'c', 'd', 'e'], ['x', 'b', 'c', 'e', 'y']);
    expect(pieces.filter(({ kind }) => kind === 'same').map(({ item }) => item)).toEqual(['b', 'c', 'e']);
  });
});

describe('the change of a field', () => {
  it('is told word by word in a text', () => {
    expect(inShort('Sum of all orders.', 'Sum of paid orders.')).toEqual([' Sum of ', '-all', '+paid', '  orders.']);
  });

  it('is all of it where there was nothing, or is nothing any more', () => {
    expect(inShort(null, 'new')).toEqual(['+new']);
    expect(inShort('old', null)).toEqual(['-old']);
  });

  it('is told item by item in a list, without what is far from a change', () => {
    expect(inShort(['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c', 'd', 'f'])).toEqual(['…2', ' c', ' d', '-e', '+f']);
  });

  it('is told part by part in what is nested', () => {
    expect(
      inShort(
        { entityType: 'METADATA', canonicalKey: 'a', column: 'x' },
        { entityType: 'METADATA', canonicalKey: 'b', column: 'x' },
      ),
    ).toEqual(['-a, column x (Metadata)', '+b, column x (Metadata)']);
    expect(inShort([{ entityType: 'KPI', canonicalKey: 'k' }], [])).toEqual(['-k (KPI)', '+None']);
  });

  it('keeps of a long text what stands beside the change', () => {
    const long = 'word '.repeat(500);
    const diff = text(`${long}old`, `${long}new`);
    const [first] = diff.form === 'words' ? diff.pieces : [];
    expect(first?.item.startsWith(' … word')).toBe(true);
    expect(first?.item.length).toBeLessThan(300);
  });
});

test.each([
  ['"a text"', ['a text']],
  ['null', ['None']],
  ['[]', ['None']],
  ['""', ['None']],
  ['12.5', ['12.5']],
  ['["a","b"]', ['a', 'b']],
  ['[{"entityType":"KPI","canonicalKey":"k"}]', ['k (KPI)']],
  ['{"entityType":"METADATA","canonicalKey":"m","column":"c"}', ['m, column c (Metadata)']],
  ['{"kind":"range","bounds":{"min":1,"max":2}}', ['kind: range', 'bounds.min: 1', 'bounds.max: 2']],
  ['not JSON', ['not JSON']],
])('a value is read as lines: %s', (json, lines) => {
  expect(changedValue(json)).toEqual(lines);
});

test('a field is said in words', () => {
  expect(fieldLabel('kpi.computedFrom')).toBe('inputs of the formula');
  expect(fieldLabel('of.another')).toBe('of.another');
});

test('the values of a field that has only a few are said in words, and those of others as they are', () => {
  const status = diffField({ field: 'status', before: '"ACTIVE"', after: '"DEPRECATED"' });
  expect(status).toMatchObject({ pieces: [{ item: 'Active' }, { item: 'Deprecated' }] });
  expect(changedValue('"ACTIVE"', 'name')).toEqual(['ACTIVE']);
  expect(changedValue('["ACTIVE"]', 'status')).toEqual(['ACTIVE']);
});

test('an empty list of a new entity is nothing to read, and a list that became empty is', () => {
  expect(addsNothing({ field: 'dataset.keyColumns', before: null, after: '[]' })).toBe(true);
  expect(addsNothing({ field: 'dataset.keyColumns', before: '["id"]', after: '[]' })).toBe(false);
  expect(addsNothing({ field: 'dataset.keyColumns', before: null, after: '["id"]' })).toBe(false);
});
