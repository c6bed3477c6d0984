import { expect, it } from 'vitest';

import { payloadFields } from '../../../../dashboard/trace/payload-fields.ts';
import { readTraceSearch } from '../../../../dashboard/trace/trace-search.ts';

it('says the fields of a payload in words', () => {
  const fields = payloadFields({
    __typename: 'X',
    entityType: 'BUSINESS_RULE',
    tier: 'TIER1',
    qualityScore: 96.84,
    rowCount: 25_000,
    duration: 0.25,
    service: { schema: 'sales', table: 'orders' },
    dimensions: [
      { dimension: 'COMPLETENESS', previous: 98.5, current: 60 },
      { dimension: 'VALIDITY', previous: 100, current: 99 },
    ],
    changedFields: ['name', 'kpi.formula'],
    triggeredBy: { actorId: 'anna', actorType: 'HUMAN' },
    replacedBy: null,
    completedAt: '2026-01-31T12:00:00Z',
    profileId: 'prf_1',
    errorCode: 'TABLE_MISSING',
    later: 'added',
  });
  expect(fields.map(({ label, kind, value }) => [label, kind, value])).toEqual([
    ['Entity type', 'words', 'Business rule'],
    ['Tier', 'words', 'Tier 1'],
    ['Score', 'words', '96.8'],
    ['Rows', 'words', '25,000'],
    ['Duration', 'words', '250 ms'],
    ['Table', 'words', 'sales.orders'],
    ['Dimensions', 'words', 'completeness 98.5 → 60.0\nvalidity 100.0 → 99.0'],
    ['Changed fields', 'words', 'name, formula'],
    ['Caused by', 'words', 'anna (person)'],
    ['Completed', 'time', '2026-01-31T12:00:00Z'],
    ['Profile', 'id', 'prf_1'],
    ['Error code', 'words', 'TABLE_MISSING'],
    ['later', 'words', 'added'],
  ]);
  expect(payloadFields({ tier: 'TIER1', rowCount: 1 }, ['tier']).map(({ name }) => name)).toEqual(['rowCount']);
});

it('reads the chosen event from the URL', () => {
  expect(readTraceSearch({ event: 'e', scale: 'short' })).toEqual({ event: 'e', scale: 'short' });
  expect(readTraceSearch({ event: 3, scale: 'huge', other: 1 })).toEqual({});
});
