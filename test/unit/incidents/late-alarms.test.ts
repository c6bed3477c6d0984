import { describe, expect, test } from 'vitest';

import type { IncidentHistory, SubjectState } from '../../../src/domain/incidents/simulation/incident-history.ts';
import { createRefreshes, lateAlarms } from '../../../src/domain/incidents/simulation/late-alarms.ts';
import {
  inTimeAgainMs,
  lateStretches,
  type NotedRefresh,
  noteRefresh,
} from '../../../src/domain/incidents/simulation/refresh-timeline.ts';
import { createIncidentReplay } from '../../../src/domain/incidents/simulation/replay-incidents.ts';
import { defaultMonitoringPolicy } from '../../../src/domain/monitoring/monitoring-policy.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time-units.ts';

const POLICY = defaultMonitoringPolicy();
const UNWATCHED = { ...POLICY.tiers.tier2, freshnessFactor: null };
const START_MS = Date.UTC(2026, 2, 2);
const SPAN = { fromMs: START_MS, toMs: START_MS + 100 * HOUR_MS };
const DATASET = { schema: 'test', table: 'orders', keyColumns: [] };

const hours = (ms: number) => (ms - START_MS) / HOUR_MS;
const at = (hour: number) => START_MS + hour * HOUR_MS;

/** Refreshes by the hour at which they were noted, and how many hours they were old then. */
function timelineOf(noted: readonly (number | readonly [hour: number, age: number])[]): NotedRefresh[] {
  const timeline: NotedRefresh[] = [];
  for (const one of noted) {
    const [hour, age] = typeof one === 'number' ? [one, 0] : one;
    noteRefresh(timeline, at(hour), at(hour - age));
  }
  return timeline;
}

function state(more: Partial<SubjectState> = {}): SubjectState {
  return {
    ...{ fromMs: -Infinity, tier: 'tier2', status: 'ACTIVE', dataset: DATASET },
    ...{ freshnessHours: null, boundSinceMs: null },
    ...more,
  };
}

function historyOf(states: readonly SubjectState[], more: Partial<IncidentHistory> = {}): IncidentHistory {
  return {
    ...{ entityId: 'met_1', entityType: 'METADATA', canonicalKey: 'orders', states },
    ...{ profilesBefore: [], incidentsBefore: [], columnsNow: null, failures: [], resolutions: [] },
    ...{ isCovered: () => false, coverChanges: () => [] },
    ...more,
  };
}

/** When a table is covered, from one hour to another. */
function coveredFrom(from: number, until: number): Pick<IncidentHistory, 'isCovered' | 'coverChanges'> {
  return {
    isCovered: (_by, _dataset, atMs) => at(from) <= atMs && atMs < at(until),
    coverChanges: (_dataset, afterMs) => [at(from), at(until)].filter((ms) => ms > afterMs),
  };
}

describe('the times in which a table is late', () => {
  function late(noted: Parameters<typeof timelineOf>[0], freshnessHours: number | null, policy = POLICY.tiers.tier2) {
    return lateStretches(timelineOf(noted), { table: 'test.orders', policy, freshnessHours }, SPAN).map(
      ({ fromMs, untilMs }) => [fromMs, untilMs].map(hours),
    );
  }
  const minute = MINUTE_MS / HOUR_MS;

  test('a stated bound counts from the first refresh on, until the next one or the end of the period', () => {
    expect(late([0, 30], 20)).toEqual([
      [20 + minute, 30],
      [50 + minute, 100],
    ]);
    expect(late([], 20)).toEqual([]);
  });

  test('it replaces the usual interval, and holds whatever the policy says', () => {
    const daily = [0, 10, 20, 30, 60];
    expect(late(daily, 25)).toEqual([
      [55 + minute, 60],
      [85 + minute, 100],
    ]);
    expect(late(daily, 25, UNWATCHED)).toEqual(late(daily, 25));
    expect(late(daily, null, UNWATCHED)).toEqual([]);
    expect(late(daily, null).map(([from]) => from)).toEqual([90 + minute]);
  });

  test('a refresh that is too old when it is reported leaves the table late', () => {
    expect(late([0, [30, 25]], 20)).toEqual([
      [20 + minute, 30],
      [30, 100],
    ]);
  });
});

describe('a table that was late is in time again', () => {
  function again(noted: Parameters<typeof timelineOf>[0], freshnessHours: number | null, policy = POLICY.tiers.tier2) {
    const bound = { table: 'test.orders', policy, freshnessHours };
    return hours(inTimeAgainMs(timelineOf(noted), bound, at(40)));
  }

  test('by the first refresh within a stated bound', () => {
    expect(again([0, [50.5, 21], 60.5], 20)).toBe(60.5);
    expect(again([0, [50.5, 19], 60.5], 20)).toBe(50.5);
    expect(again([0, [50.5, 21]], 20)).toBe(Infinity);
    expect(again([0, 30], 20)).toBe(Infinity);
  });

  test('by one that is older than usual as soon as the server looks, if it is not too old', () => {
    const usual = [0, 1, 2, 3];
    const noted = 50 + 1 / 7_200;
    expect(again([...usual, [noted, 0.5]], null)).toBe(noted);
    expect(again([...usual, [noted, 2]], null)).toBe(50 + 1 / 60);
    expect(again([...usual, [noted, 4], 60], null)).toBe(60);
  });
});

describe('when the server finds a table late', () => {
  function alarms(history: IncidentHistory, noted: Parameters<typeof timelineOf>[0], policy = POLICY) {
    const timeline = timelineOf(noted);
    const refreshes = createRefreshes(() => timeline, SPAN);
    return lateAlarms(history, policy, refreshes).map(({ atMs }) => Math.floor(hours(atMs)));
  }

  test('a bound holds from when the entity states it', () => {
    expect(alarms(historyOf([state(), state({ fromMs: at(50), freshnessHours: 20 })]), [0])).toEqual([50]);
    expect(alarms(historyOf([state({ freshnessHours: 20 }), state({ fromMs: at(10) })]), [0])).toEqual([]);
    const tiers = { ...POLICY.tiers, tier2: UNWATCHED };
    expect(alarms(historyOf([state({ freshnessHours: 20 })]), [0], { ...POLICY, tiers })).toEqual([20]);
  });

  test('a rule is told of its own bound though the table is that of another entity', () => {
    const rule = { entityType: 'BUSINESS_RULE' as const, ...coveredFrom(-1, 1_000) };
    expect(alarms(historyOf([state({ freshnessHours: 20 })], rule), [0])).toEqual([20]);
    expect(alarms(historyOf([state()], rule), [0, 1, 2, 3])).toEqual([]);
  });

  test('a rule that states none is told once no other entity is bound to the table', () => {
    const rule = { entityType: 'BUSINESS_RULE' as const, ...coveredFrom(-1, 60) };
    expect(alarms(historyOf([state()], rule), [0, 1, 2, 3])).toEqual([60]);
  });

  test('an exclusion window that never ends tells nothing', () => {
    const always = { name: 'load', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', minutes: 24 * 60 };
    expect(alarms(historyOf([state({ freshnessHours: 20 })]), [0], { ...POLICY, exclusionWindows: [always] })).toEqual(
      [],
    );
  });
});

describe('incidents of late tables', () => {
  function replay(history: IncidentHistory, noted: Parameters<typeof timelineOf>[0]) {
    const timeline = timelineOf(noted);
    const refreshes = createRefreshes(() => timeline, SPAN);
    const incidents = createIncidentReplay({ history, policy: POLICY, refreshes, span: SPAN }).end();
    return incidents.map(({ openedAtMs, resolvedAtMs, resolution }) => [
      Math.floor(hours(openedAtMs)),
      resolvedAtMs === null ? 'open' : Math.floor(hours(resolvedAtMs)),
      resolution,
    ]);
  }
  const stated = state({ freshnessHours: 20 });

  test('a refresh that is too old already ends none', () => {
    expect(replay(historyOf([stated]), [0, [30, 25], 40])).toEqual([
      [20, 40, 'AUTO'],
      [60, 'open', null],
    ]);
  });

  test('a wider bound ends it within an hour, and it is opened anew when it is late by that', () => {
    const wider = state({ fromMs: at(30), freshnessHours: 50 });
    expect(replay(historyOf([stated, wider]), [0])).toEqual([
      [20, 30, 'AUTO'],
      [50, 'open', null],
    ]);
    expect(replay(historyOf([stated, state({ fromMs: at(30), freshnessHours: 25 })]), [0])).toEqual([
      [20, 'open', null],
    ]);
  });

  test('one that the server has resolved is opened anew, one that a person has resolved is not before the next refresh', () => {
    const [retired, back] = [state({ fromMs: at(30), status: 'DEPRECATED' }), state({ fromMs: at(40) })];
    expect(replay(historyOf([stated, retired, { ...back, freshnessHours: 20 }]), [0])).toEqual([
      [20, 30, 'AUTO'],
      [40, 'open', null],
    ]);
    const resolutions = [{ atMs: at(25), cause: 'FRESHNESS' as const, resolution: 'FIXED' as const }];
    const history = historyOf([stated, retired, { ...back, freshnessHours: 20 }], { resolutions });
    expect(replay(history, [0, 50])).toEqual([
      [20, 25, 'FIXED'],
      [70, 'open', null],
    ]);
  });
});
