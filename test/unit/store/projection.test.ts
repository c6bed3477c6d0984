import { integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';

import { composition, createProjections } from '../../../src/store/database/statements/projection.ts';

const thing = pgTable('thing', {
  id: text('id').notNull(),
  size: integer('size'),
  places: jsonb('places').$type<string[]>().notNull(),
  madeAt: timestamp('made_at', { withTimezone: true, mode: 'date' }),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
});

interface Thing {
  id: string;
  size: number | null;
  places: string[];
  madeAt: Date | null;
  area: number;
}

const projection = createProjections<Thing>(thing, {
  always: ['id'],
  composed: { area: composition([thing.width, thing.height], (width, height) => width * height) },
});

const columnsOf = (properties?: ReadonlySet<string>) =>
  Object.values(projection(properties).columns).map(({ name }) => name);

test('only the columns of the properties are selected, and those that are always needed', () => {
  expect(columnsOf(new Set(['size']))).toEqual(['id', 'size']);
  expect(columnsOf(new Set(['area', 'unknown']))).toEqual(['id', 'width', 'height']);
  expect(columnsOf(new Set())).toEqual(['id']);
  expect(columnsOf()).toEqual(['id', 'size', 'places', 'made_at', 'width', 'height']);
});

test('a row becomes an object with the values of its columns', () => {
  const row = ['thing_1', 3, '["here"]', '2026-01-31 12:00:00+00', 2, 5];
  expect({ ...projection().toObject(row) }).toEqual({
    id: 'thing_1',
    size: 3,
    places: ['here'],
    madeAt: new Date('2026-01-31T12:00:00Z'),
    area: 10,
  });
  const missing = projection(new Set(['madeAt', 'size'])).toObject(['thing_1', null, null]);
  expect({ ...missing }).toEqual({ id: 'thing_1', madeAt: null, size: null });
});

test('whoever uses a property that was not read is told so, instead of being given undefined', () => {
  const { id, ...rest } = projection(new Set()).toObject(['thing_1']);
  expect(id).toBe('thing_1');
  expect(rest).toEqual({});
  expect(() => projection(new Set()).toObject(['thing_1']).places).toThrow('places was not loaded');
  expect(() => projection(new Set()).toObject(['thing_1']).area).toThrow('area was not loaded');
});

test('the same properties have the same projection, in whatever order they are named', () => {
  expect(projection(new Set(['size', 'area']))).toBe(projection(new Set(['area', 'size', 'id'])));
});
