import { expect, it } from 'vitest';

import { followedEvents } from '../../../../dashboard/trace/followed-events.ts';
import { SAMPLES } from '../events/sample-events.ts';

it('of changes, deprecations and drops the first about each entity is followed downstream', () => {
  const { completed, changed, deprecated, kpiChanged, refreshed } = SAMPLES;
  const events = [refreshed, completed, changed, deprecated, kpiChanged].map((event) => ({
    ...event,
    causationId: null,
  }));
  const followed = followedEvents(events as Parameters<typeof followedEvents>[0]);
  expect(followed.map(({ type }) => type)).toEqual(['METADATA_CHANGED', 'KPI_CHANGED']);
});
