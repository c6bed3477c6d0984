import { describe, expect, test } from 'vitest';

import { ruleCheckSchema } from '../../../src/domain/profiling/business-rules/rule-check.ts';
import { type TableLook, writtenCheck } from '../../../src/domain/profiling/business-rules/rule-suggestion.ts';
import {
  listedColumns,
  type MeasuredColumn,
  suggestRules,
} from '../../../src/domain/profiling/business-rules/suggest-rules.ts';

const EMPTY: TableLook = { primaryKey: [], values: [], references: [], isSample: false };

function column(given: Partial<MeasuredColumn>): MeasuredColumn {
  const rowCount = given.rowCount ?? 1_000;
  return {
    name: 'c',
    dataType: 'text',
    nullCount: 500,
    distinctCount: 100,
    min: null,
    max: null,
    rowCount,
    isEstimated: false,
    ...given,
  };
}

function suggestions(columns: readonly MeasuredColumn[], look: Partial<TableLook> = {}, hasKey = true) {
  const found = suggestRules(columns, { look: { ...EMPTY, ...look }, hasKey });
  return found.map(({ kind, check, evidence }) => ({ kind, check, evidence }));
}

describe('what a column says', () => {
  test.each<[string, Partial<MeasuredColumn>, object]>([
    [
      'no value is missing',
      { nullCount: 0 },
      { kind: 'NOT_NULL', check: { kind: 'notNull' }, evidence: 'None of 1,000 rows lacks a value in c.' },
    ],
    [
      'hardly any value is missing',
      { nullCount: 10 },
      { kind: 'NOT_NULL', check: { kind: 'notNull' }, evidence: 'Only 10 of 1,000 rows lack a value in c.' },
    ],
    [
      'numbers that are never negative',
      { dataType: 'numeric(10,2)', min: '12.50', max: '98123.45' },
      {
        kind: 'RANGE',
        check: { kind: 'numberRange', min: 0, max: 100_000 },
        evidence: 'The 500 values of c lie between 12.50 and 98123.45; the range is that, rounded outwards.',
      },
    ],
    [
      'numbers on both sides of zero',
      { dataType: 'integer', min: '-31', max: '0' },
      {
        kind: 'RANGE',
        check: { kind: 'numberRange', min: -50, max: 0 },
        evidence: 'The 500 values of c lie between -31 and 0; the range is that, rounded outwards.',
      },
    ],
    [
      'small numbers',
      { dataType: 'double precision', min: '0.001', max: '0.5' },
      {
        kind: 'RANGE',
        check: { kind: 'numberRange', min: 0, max: 0.5 },
        evidence: 'The 500 values of c lie between 0.001 and 0.5; the range is that, rounded outwards.',
      },
    ],
    [
      'dates',
      { dataType: 'date', min: '2019-03-04', max: '2026-01-01' },
      {
        kind: 'RANGE',
        check: { kind: 'dateRange', min: '2019-01-01' },
        evidence: 'The 500 values of c are all from 2019-03-04 or later; the range begins with that year.',
      },
    ],
  ])('%s', (_, given, expected) => {
    expect(suggestions([column(given)])).toEqual([expected]);
  });

  test.each<[string, Partial<MeasuredColumn>]>([
    ['many values are missing', { nullCount: 11 }],
    ['there are few rows', { rowCount: 9, nullCount: 0, distinctCount: 3 }],
    ['the texts have an order', { min: 'a', max: 'z' }],
    ['there is one number only', { dataType: 'integer', min: '3', max: '3' }],
    ['the numbers are too large for JSON', { dataType: 'bigint', min: '1', max: '9007199254740993' }],
    ['a number has no bounds', { dataType: 'real', min: '1', max: 'Infinity' }],
    [
      'the numbers are those of rows',
      { dataType: 'integer', nullCount: 0, distinctCount: 1_000, min: '1', max: '1000' },
    ],
    ['a date has no beginning', { dataType: 'date', min: '-infinity', max: 'infinity' }],
    ['a date is before our time', { dataType: 'date', min: '0044-03-15 BC', max: '2000-01-01' }],
  ])('nothing, or no more than that no value is missing, if %s', (_, given) => {
    expect(suggestions([column(given)]).filter(({ kind }) => kind !== 'NOT_NULL')).toEqual([]);
  });
});

describe('what is looked up', () => {
  const values = (...counts: number[]) => [
    { column: 'c', values: counts.map((count, index) => ({ value: `v${index}`, count })) },
  ];

  test('values are listed of texts that have few', () => {
    const columns = [
      column({ name: 'state', distinctCount: 20 }),
      column({ name: 'many', distinctCount: 21 }),
      column({ name: 'one', distinctCount: 1 }),
      column({ name: 'rare', distinctCount: 20, rowCount: 100, nullCount: 1 }),
      column({ name: 'number', dataType: 'integer', distinctCount: 3 }),
    ];
    expect(listedColumns(columns)).toEqual(['state']);
  });

  test('the values that occur often are the accepted ones', () => {
    expect(suggestions([column({})], { values: values(300, 195, 3, 2) })).toEqual([
      {
        kind: 'ACCEPTED_VALUES',
        check: { kind: 'acceptedValues', values: ['v0', 'v1'] },
        evidence:
          'The 500 values of c are 2 different ones; 5 others occur fewer than 5 times each and are not listed.',
      },
    ]);
  });

  test.each([[[300, 4, 4, 4, 4, 4]], [[500]], [[4, 4]]])('values that occur as often as %j are none', (counts) => {
    expect(suggestions([column({})], { values: values(...counts) })).toEqual([]);
  });

  test('a column that refers to a key has no range', () => {
    const reference = { column: 'c', schema: 's', table: 'countries', key: 'code', checked: 500 };
    const columns = [column({ dataType: 'integer', min: '1', max: '9' })];
    expect(suggestions(columns, { references: [reference] })).toEqual([
      {
        kind: 'REFERENCE',
        check: { kind: 'reference', schema: 's', table: 'countries', column: 'code' },
        evidence: 'All 500 values of c occur in s.countries.code, which is its key.',
      },
    ]);
  });
});

describe('a key', () => {
  const unique = { nullCount: 0, distinctCount: 1_000 };
  const columns = [column({ name: 'mail', ...unique }), column({ name: 'customer_id', dataType: 'bigint', ...unique })];
  const keys = (look: Partial<TableLook>, hasKey: boolean) =>
    suggestRules(columns, { look: { ...EMPTY, ...look }, hasKey }).filter(({ kind }) => kind === 'UNIQUENESS');

  test('is the column that is named like one', () => {
    expect(keys({}, false)).toMatchObject([{ column: 'customer_id', check: null }]);
  });
  test('is not suggested if there is one', () => {
    expect(keys({}, true)).toEqual([]);
    expect(keys({ primaryKey: ['mail'] }, false)).toEqual([]);
  });
  test('is not suggested by an estimate', () => {
    const estimated = columns.map((one) => ({ ...one, isEstimated: true }));
    const found = suggestRules(estimated, { look: EMPTY, hasKey: false });
    expect(found.filter(({ kind }) => kind === 'UNIQUENESS')).toEqual([]);
  });
});

test.each([
  { kind: 'notNull' },
  { kind: 'pattern', pattern: '^a' },
  { kind: 'numberRange', min: 0, max: 5 },
  { kind: 'dateRange', min: '2020-01-01' },
  { kind: 'acceptedValues', values: ['a', 'b'] },
  { kind: 'length', max: 3 },
  { kind: 'reference', schema: 's', table: 't', column: 'c' },
] as const)('the check %o is written as a request has it', (check) => {
  const own = check.kind === 'acceptedValues' ? { ...check, values: [...check.values] } : check;
  expect(ruleCheckSchema.parse(writtenCheck(own))).toEqual(check);
});
