import { readFileSync } from 'node:fs';

import { buildSchema, graphqlSync } from 'graphql';
import { expect, test } from 'vitest';

import { checkRows } from '../../../../dashboard/administration/import/check-rows.ts';
import { importBatches } from '../../../../dashboard/administration/import/import-batches.ts';
import { INPUT_TYPES, type InputType } from '../../../../dashboard/administration/import/input-types.ts';
import { readRows } from '../../../../dashboard/administration/import/read-rows.ts';
import { formIssues } from '../../../../dashboard/administration/import/row-form.ts';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const { data } = graphqlSync({ schema, source: INPUT_TYPES });
const { __schema } = data as unknown as { __schema: { types: InputType[] } };
const types = new Map(__schema.types.map((type) => [type.name, type]));

const orders = { entityType: 'METADATA', canonicalKey: 'orders', content: { name: 'Orders', tier: 'TIER2' } };
const issues = (row: unknown) =>
  formIssues(row, 'ImportEntityInput', types).map(({ path, message }) => [path.join('.'), message].join(' '));

test('the rows of the example are what the API takes', () => {
  const read = readRows(readFileSync('examples/entities.json', 'utf8'));
  if (!('rows' in read)) throw new Error(read.problem.message);
  expect(read.rows.length).toBeGreaterThan(5);
  expect(checkRows(read.rows, types)).toMatchObject({ bad: [], steps: 1 });
});

test('a row that the API would refuse for all rows is found, with the place in it', () => {
  expect(issues(orders)).toEqual([]);
  expect(issues({ ...orders, entityType: 'TABLE' })).toEqual([
    'entityType must be one of BUSINESS_RULE, GLOSSARY, KPI, LINEAGE, METADATA, TAG',
  ]);
  expect(issues({ ...orders, content: { ...orders.content, colour: 'red', name: 7 } })).toEqual([
    'content.colour is not known',
    'content.name must be a text',
  ]);
  expect(issues({ content: [] })).toEqual([
    'canonicalKey is required',
    'content must be an object',
    'entityType is required',
  ]);
  expect(issues(3)).toEqual([' must be an object']);
  const check = { numberRange: { min: 'low' }, pattern: 'x' };
  expect(issues({ ...orders, content: { businessRule: { check, severity: 'HIGH' } } }).length).toBeGreaterThan(1);
});

test('rows are an array, or lines; a tier can be written as in events', () => {
  const text = JSON.stringify(orders);
  expect(readRows(`[${text}]`)).toEqual({ rows: [orders] });
  expect(readRows(`\n${text.replace('TIER2', 'tier2')}\n\n${text}\n`)).toEqual({ rows: [orders, orders] });
  expect(readRows(JSON.stringify(orders, null, 2))).toEqual({ rows: [orders] });
  expect(readRows('  ')).toEqual({ rows: [] });
});

test('a text that is neither says where', () => {
  expect(readRows(`${JSON.stringify(orders)}\nkey,name`)).toMatchObject({ problem: { line: 2 } });
  expect(readRows('[{]')).toMatchObject({ problem: { message: expect.any(String) as string } });
});

test('a call takes at most 1,000 rows and less than a MiB, in the order of the file', () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => ({ index, row: { index } }));
  const batches = importBatches(rows);
  expect(batches.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  expect(batches.flat()).toEqual(rows);
  const large = Array.from({ length: 5 }, (_, index) => ({ index, row: 'x'.repeat(400_000) }));
  expect(importBatches(large).map(({ length }) => length)).toEqual([2, 2, 1]);
  expect(importBatches([])).toEqual([]);
});
