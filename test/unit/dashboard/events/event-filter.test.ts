import { expect, it } from 'vitest';

import { matchesFilter } from '../../../../dashboard/events/event-filter.ts';
import { SAMPLES } from './sample-events.ts';

it('lets everything pass without a condition', () => {
  expect(matchesFilter(SAMPLES.refreshed, {})).toBe(true);
});

it('asks that all conditions match, and any value of each', () => {
  const filter = { types: ['METADATA_PROFILE_COMPLETED', 'KPI_CHANGED'], tiers: ['TIER1'] } as const;
  expect(matchesFilter(SAMPLES.completed, filter)).toBe(true);
  expect(matchesFilter(SAMPLES.kpiChanged, filter)).toBe(true);
  expect(matchesFilter(SAMPLES.failed, filter)).toBe(false);
  expect(matchesFilter(SAMPLES.completed, { ...filter, tiers: ['TIER2'] })).toBe(false);
  expect(matchesFilter(SAMPLES.completed, { sources: ['ETL_PIPELINE'] })).toBe(false);
});

it('knows that events of KPIs are about KPIs', () => {
  const filter = { entityTypes: ['KPI'], canonicalKeys: ['airports'] } as const;
  expect(matchesFilter(SAMPLES.kpiApproved, filter)).toBe(true);
  expect(matchesFilter(SAMPLES.completed, filter)).toBe(false);
});

it('does not match an event that is about no entity when asked for one, as the server does not', () => {
  expect(matchesFilter(SAMPLES.refreshed, { tiers: ['TIER1'] })).toBe(false);
  expect(matchesFilter(SAMPLES.refreshed, { canonicalKeys: ['transactions'] })).toBe(false);
});
