import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ENTITY_ORDER_FIELDS } from '../../../src/domain/entities/entity-order.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import { type EntityKey, isKeyOf } from '../../../src/store/entities/list/entity-key.ts';
import { listOrder } from '../../../src/store/entities/list/entity-orders.ts';

const orderBy = (field: (typeof ENTITY_ORDER_FIELDS)[number]) =>
  listOrder({ field, direction: 'ASC' }, DEFAULT_PROFILING_POLICY);
const AT = '2026-03-01T12:00:00.000Z';

test.each<[(typeof ENTITY_ORDER_FIELDS)[number], EntityKey]>([
  ['NAME', { stretch: 0, values: ['Orders', 'met_1'] }],
  ['TIER', { stretch: 0, values: ['tier1', 'orders', 'met_1'] }],
  ['QUALITY_SCORE', { stretch: 0, values: [99.5, 'met_1'] }],
  ['QUALITY_SCORE', { stretch: 1, values: [null, 'met_1'] }],
  ['NEXT_PROFILE_DUE_AT', { stretch: 0, values: [AT, 'met_1'] }],
  ['NEXT_PROFILE_DUE_AT', { stretch: 2, values: [null, 'met_1'] }],
  ['UPDATED_AT', { stretch: 0, values: [AT, 'met_1'] }],
])('a key of the order by %s is one: %o', (field, key) => {
  expect(isKeyOf(orderBy(field), key)).toBe(true);
});

test.each<[(typeof ENTITY_ORDER_FIELDS)[number], EntityKey]>([
  ['NAME', { stretch: 1, values: ['Orders', 'met_1'] }],
  ['NAME', { stretch: -1, values: ['Orders', 'met_1'] }],
  ['NAME', { stretch: 0, values: ['Orders'] }],
  ['NAME', { stretch: 0, values: [null, 'met_1'] }],
  ['QUALITY_SCORE', { stretch: 0, values: [null, 'met_1'] }],
  ['QUALITY_SCORE', { stretch: 1, values: [99.5, 'met_1'] }],
  ['QUALITY_SCORE', { stretch: 0, values: ['99.5', 'met_1'] }],
  ['UPDATED_AT', { stretch: 0, values: ['yesterday', 'met_1'] }],
  ['UPDATED_AT', { stretch: 0, values: ['2026-13-41T12:00:00.000Z', 'met_1'] }],
  ['UPDATED_AT', { stretch: 0, values: ['0000-01-01T12:00:00.000Z', 'met_1'] }],
])('a forged key of the order by %s is refused: %o', (field, key) => {
  expect(isKeyOf(orderBy(field), key)).toBe(false);
});

test('whatever a cursor holds, what passes is a number, text or time where its column is one', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.constant(AT));
  fc.assert(
    fc.property(fc.constantFrom(...ENTITY_ORDER_FIELDS), fc.integer(), fc.array(value), (field, stretch, values) => {
      if (!isKeyOf(orderBy(field), { stretch, values })) return;
      for (const [index, column] of (orderBy(field).stretches[stretch]?.columns ?? []).entries()) {
        const expected = column.dataType === 'number' ? 'number' : 'string';
        if (values[index] !== null) expect(typeof values[index]).toBe(expected);
      }
    }),
  );
});
