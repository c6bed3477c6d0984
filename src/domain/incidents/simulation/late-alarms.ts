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

/**
 * When the server would have found the table of an active entity late, outside of exclusion windows, in order. Each may be
 * told of already.
 */
export function lateAlarms(history: IncidentHistory, policy: MonitoringPolicy, refreshes: Refreshes): LateAlarm[] {
  return history.states.flatMap((state, index) => {
    const { dataset, freshnessHours, status, tier, fromMs } = state;
    if (!dataset || status !== 'ACTIVE') return [];
    return refreshes.late(dataset, policy.tiers[tier], freshnessHours).flatMap((stretch) => {
      const untilMs = Math.min(stretch.untilMs, history.states[index + 1]?.fromMs ?? Infinity);
      const lateMs = Math.max(stretch.fromMs, fromMs);
      return watchedTimes(history, state, { lateMs, untilMs }).flatMap((watchedMs) => {
        const atMs = alarmMs(policy, tier, { fromMs: watchedMs, untilMs });
        return atMs < untilMs && isWatched(history, state, atMs) ? [{ atMs, state, stretch }] : [];
      });
    });
  });
}

/** Late tables are told of for the entities that are no rules, if there are any, and for rules that state a bound. */
export function isWatched({ entityType, isCovered }: IncidentHistory, state: SubjectState, atMs: number): boolean {
  const { dataset, freshnessHours } = state;
  return entityType !== 'BUSINESS_RULE' || freshnessHours !== null || !dataset || !isCovered('table', dataset, atMs);
}

/** When a table that is late since then began to be looked at for the entity. */
function watchedTimes(
  history: IncidentHistory,
  state: SubjectState,
  { lateMs, untilMs }: { lateMs: number; untilMs: number },
): number[] {
  const { dataset, freshnessHours } = state;
  if (history.entityType !== 'BUSINESS_RULE' || freshnessHours !== null || !dataset) return [lateMs];
  return [lateMs, ...history.coverChanges(dataset, lateMs).filter((changeMs) => changeMs < untilMs)];
}

/** The first time from this one on at which no exclusion window is open; at least `untilMs` if there is none before. */
function alarmMs(
  policy: MonitoringPolicy,
  tier: SubjectState['tier'],
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): number {
  let atMs = fromMs;
  while (atMs < untilMs) {
    const end = excludedUntil(policy, tier, new Date(atMs));
    if (end === undefined) return atMs;
    atMs = end.getTime();
  }
  return atMs;
}
