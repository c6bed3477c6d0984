import { expect, test } from 'vitest';

import { readAdministrationSearch } from '../../../../dashboard/administration/administration-search.ts';
import { explainProblem } from '../../../../dashboard/administration/explain-problem.ts';
import { attemptText } from '../../../../dashboard/administration/webhooks/attempt-text.ts';
import { describeFilter, filterOf, formOf } from '../../../../dashboard/administration/webhooks/webhook-filter.ts';

test('a URL says the tab, and which deliveries are shown', () => {
  expect(readAdministrationSearch({ tab: 'retention', webhook: 'w' })).toEqual({ tab: 'retention' });
  expect(readAdministrationSearch({ webhook: 'w' })).toEqual({ webhook: 'w' });
  expect(readAdministrationSearch({ tab: 'webhooks', webhook: 1 })).toEqual({});
  expect(readAdministrationSearch({ tab: 'users' })).toEqual({});
});

test('a filter survives the form, and nothing chosen is everything', () => {
  const filter = { types: ['DATA_REFRESHED'], entityTypes: null, tiers: ['TIER1'], canonicalKeys: ['a', 'b'] } as const;
  expect(filterOf(formOf(filter))).toEqual(filter);
  expect(filterOf(formOf({}))).toEqual({ types: null, entityTypes: null, tiers: null, canonicalKeys: null });
  expect(filterOf({ ...formOf({}), canonicalKeys: ' a,b  c, ' }).canonicalKeys).toEqual(['a', 'b', 'c']);
});

test('a filter is a sentence', () => {
  expect(describeFilter({})).toBe('all events');
  expect(describeFilter({ types: ['DATA_REFRESHED'], tiers: ['TIER1', 'TIER2'], canonicalKeys: ['movies'] })).toBe(
    'Data refreshed; in tier 1, tier 2; about movies',
  );
});

test('an attempt says what the receiver answered', () => {
  expect(attemptText({ durationMs: 120, responseStatus: 200, error: null })).toBe(
    'The receiver answered 200 in 120 ms.',
  );
  expect(attemptText({ durationMs: 10_000, responseStatus: null, error: 'timeout' })).toBe(
    'No answer (10.0 s): timeout',
  );
  expect(attemptText({ durationMs: 5, responseStatus: 500, error: 'status 500' })).toBe(
    'The receiver answered 500 (5 ms): status 500',
  );
});

test('what is wrong with an input is said issue by issue', () => {
  expect(
    explainProblem({
      __typename: 'ValidationError',
      message: 'm',
      issues: [{ path: ['url'], message: 'must be https' }],
    }),
  ).toBe('url must be https');
  expect(explainProblem({ __typename: 'NotFoundError', message: 'There is no such webhook.' })).toBe(
    'There is no such webhook.',
  );
});
