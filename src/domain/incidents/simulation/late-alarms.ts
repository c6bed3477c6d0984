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
  /** When it was late in the period, for an entity that states this bound or none. */
  late(table: TableName, policy: TierMonitoringPolicy, freshnessHours: number | null): readonly LateStretch[];
}

/** What is late is found once for each table, factor and stated bound, and then known for all entities of the table. */
export function createRefreshes(timelineOf: (table: TableName) => RefreshTimeline, span: TimeSpan): Refreshes {
  const known = new Map<string, readonly LateStretch[]>();
  return {
    of: timelineOf,
    late({ schema, table }, policy, freshnessHours) {
      const key = JSON.stringify([schema, table, policy.freshnessFactor, freshnessHours]);
      const bound = { table: `${schema}.${table}`, policy, freshnessHours };
      const late = known.get(key) ?? lateStretches(timelineOf({ schema, table }), bound, span);
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
    const { dataset, freshnessHours, status, tier, fromMs } = state;
    if (!dataset || status !== 'ACTIVE') return [];
    return refreshes.late(dataset, policy.tiers[tier], freshnessHours).flatMap((stretch) => {
      const untilMs = Math.min(stretch.untilMs, states[index + 1]?.fromMs ?? Infinity);
      let atMs = Math.max(stretch.fromMs, fromMs);
      while (atMs < untilMs) {
        const end = excludedUntil(policy, tier, new Date(atMs));
        if (end === undefined) break;
        atMs = end.getTime();
      }
      if (atMs >= untilMs) return [];
      // It is told for those entities of the table that are no rules, if there are any, and for rules that state a bound.
      if (entityType === 'BUSINESS_RULE' && freshnessHours === null && isCovered('table', dataset, atMs)) return [];
      return [{ atMs, state, stretch }];
    });
  });
}
