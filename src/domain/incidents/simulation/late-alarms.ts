import { excludedUntil } from '../../monitoring/is-excluded.ts';
import type { MonitoringPolicy, TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import type { TimeSpan } from '../../profiling/simulation/profiling-history.ts';
import type { IncidentHistory, SubjectState } from './incident-history.ts';
import { type LateStretch, lateStretches, type RefreshTimeline } from './refresh-timeline.ts';

export interface TableName {
  schema: string;
  table: string;
}

/** The refreshes of a tenant's tables. */
export interface Refreshes {
  of(table: TableName): RefreshTimeline;
  /** When it was late in the period. */
  late(table: TableName, policy: TierMonitoringPolicy): readonly LateStretch[];
}

/** What is late is found once for each table and factor, and then known for all entities of the table. */
export function createRefreshes(timelineOf: (table: TableName) => RefreshTimeline, span: TimeSpan): Refreshes {
  const known = new Map<string, readonly LateStretch[]>();
  return {
    of: timelineOf,
    late({ schema, table }, policy) {
      const key = JSON.stringify([schema, table, policy.freshnessFactor]);
      const late =
        known.get(key) ?? lateStretches(timelineOf({ schema, table }), { table: `${schema}.${table}`, policy, span });
      known.set(key, late);
      return late;
    },
  };
}

/** That the table of an entity is found to be late. */
export interface LateAlarm {
  atMs: number;
  state: SubjectState;
  stretch: LateStretch;
}

/** When the server would have looked and found the table of an active entity late, outside of exclusion windows, in order. */
export function lateAlarms(
  { entityType, states, isCovered }: IncidentHistory,
  policy: MonitoringPolicy,
  refreshes: Refreshes,
): LateAlarm[] {
  return states.flatMap((state, index) => {
    const { dataset, status, tier, fromMs } = state;
    if (!dataset || status !== 'ACTIVE') return [];
    return refreshes.late(dataset, policy.tiers[tier]).flatMap((stretch) => {
      const untilMs = Math.min(stretch.untilMs, states[index + 1]?.fromMs ?? Infinity);
      let atMs = Math.max(stretch.fromMs, fromMs);
      while (atMs < untilMs) {
        const end = excludedUntil(policy, tier, new Date(atMs));
        if (end === undefined) break;
        atMs = end.getTime();
      }
      if (atMs >= untilMs) return [];
      // It is told for those entities of the table that are no rules, if there are any.
      if (entityType === 'BUSINESS_RULE' && isCovered('table', dataset, atMs)) return [];
      return [{ atMs, state, stretch }];
    });
  });
}
