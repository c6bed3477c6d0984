import { expect, test } from 'vitest';

import { concernsRequest } from '../../../../dashboard/approval/concerns-request.ts';
import { fieldDiff } from '../../../../dashboard/approval/field-diff.ts';
import { summarizeImpact } from '../../../../dashboard/approval/summarize-impact.ts';

test('two texts differ in the words between their common beginning and end', () => {
  const { before, after } = fieldDiff({
    field: 'description',
    before: '"Read 4 times now"',
    after: '"Read 15 times now"',
  });
  expect(before).toEqual([{ text: 'Read 4 times now', isSame: false, emphasis: [5, 7] }]);
  expect(after).toEqual([{ text: 'Read 15 times now', isSame: false, emphasis: [5, 8] }]);
});

test('texts with nothing in common differ as a whole', () => {
  expect(fieldDiff({ field: 'name', before: '"a b"', after: '"c d"' }).before).toEqual([
    { text: 'a b', isSame: false },
  ]);
});

test('a word that was added is pointed out on its side alone', () => {
  const { before, after } = fieldDiff({ field: 'name', before: '"a a"', after: '"a a a"' });
  expect(before?.[0]?.emphasis).toEqual([2, 2]);
  expect(after?.[0]?.emphasis).toEqual([2, 4]);
});

test('lists and definitions say which lines went and came', () => {
  const { label, before, after } = fieldDiff({ field: 'tag.values', before: '["a","b"]', after: '["b","c"]' });
  expect(label).toBe('tag values');
  expect(before).toEqual([
    { text: 'a', isSame: false },
    { text: 'b', isSame: true },
  ]);
  expect(after?.map(({ isSame }) => isSame)).toEqual([true, false]);
});

test('what was or will be absent has no lines', () => {
  expect(fieldDiff({ field: 'owner', before: null, after: '"anna"' })).toEqual({
    field: 'owner',
    label: 'owner',
    after: [{ text: 'anna', isSame: false }],
  });
});

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
