import { expect, test } from 'vitest';

import { concernsRequest } from '../../../../dashboard/approval/concerns-request.ts';
import { summarizeImpact } from '../../../../dashboard/approval/summarize-impact.ts';

test('the impact is counted by tier and grade, the worst grade first, without what there is none of', () => {
  const affected = [
    { tier: 'TIER2', latestProfile: { qualityGrade: 'A' } },
    { tier: 'TIER1', latestProfile: { qualityGrade: 'F' } },
    { tier: 'TIER2', latestProfile: null },
  ] as const;
  expect(summarizeImpact(affected)).toEqual({
    tiers: [
      ['TIER1', 1],
      ['TIER2', 2],
    ],
    grades: [
      ['F', 1],
      ['A', 1],
      [undefined, 1],
    ],
  });
});

test('an event concerns the request that it names, or its entity', () => {
  const request = { id: 'apr_1', canonicalKey: 'movies', entityType: 'METADATA' } as const;
  const concerns = (payload: object) => concernsRequest({ type: 'X', payload }, request);
  expect(concerns({ approvalId: 'apr_1', canonicalKey: 'movies' })).toBe(true);
  expect(concerns({ approvalId: 'apr_2', canonicalKey: 'movies' })).toBe(false);
  expect(concerns({ canonicalKey: 'movies', entityType: 'METADATA' })).toBe(true);
  expect(concerns({ canonicalKey: 'movies', entityType: 'KPI' })).toBe(false);
  expect(concerns({ canonicalKey: 'movies' })).toBe(true);
  expect(concerns({ entityUrn: 'urn:x' })).toBe(false);
});
