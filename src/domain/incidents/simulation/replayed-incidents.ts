import type { Entity } from '../../entities/entity.ts';
import type { Severity } from '../../entities/entity-definition.ts';
import { isExcluded } from '../../monitoring/is-excluded.ts';
import type { MonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import type { Verdicts } from '../conditions/verdict.ts';
import type { IncidentCause, IncidentResolution } from '../incident.ts';
import { boundNow, type BoundThen, endOf, isByOwnBound, seenAgain } from '../judging/incident-progress.ts';
import type { KnownIncident } from '../judging/judge-measured.ts';
import { planIncidents } from '../plan-incidents.ts';
import type { EarlierIncident, ShownBy, SubjectState } from './incident-history.ts';
import type { TableName } from './late-alarms.ts';

/** An incident under a simulated policy. */
export interface ReplayedIncident extends BoundThen, KnownIncident {
  cause: IncidentCause;
  tier: Entity['tier'];
  /** As it was last seen. */
  severity: Severity;
  summary: string;
  /** As it was opened. */
  opening: { severity: Severity; summary: string };
  openedAtMs: number;
  resolvedAtMs: number | null;
  /** 1 when it was opened, and one more each time that it was seen again in the period. */
  occurrences: number;
  /** It was open, or over, when the period began. */
  isFromBefore: boolean;
  shown: ShownBy | null;
}

export interface Seen {
  atMs: number;
  state: SubjectState;
  /** The profile that shows it, if one does. */
  shown?: ShownBy;
  /** Why nothing of the entity may be open, but for what is late by the bound that it states. */
  endedBecause?: string | undefined;
}

/** The incidents of one entity, opened, grown and resolved as the server does. */
export function createReplayedIncidents(before: readonly EarlierIncident[], policy: MonitoringPolicy) {
  const all: ReplayedIncident[] = before.map((incident) => ({
    ...incident,
    ...{ opening: incident, resolvedAtMs: null, occurrences: 1, isFromBefore: true },
  }));
  const newest = new Map(all.map((incident) => [incident.cause, incident]));
  const isOpen = ({ status }: ReplayedIncident) => status !== 'RESOLVED';

  function resolve(incident: ReplayedIncident, atMs: number, resolution: IncidentResolution): void {
    Object.assign(incident, { status: 'RESOLVED', resolution, resolvedAtMs: atMs });
  }

  return {
    all: all as readonly ReplayedIncident[],
    newest: (cause: IncidentCause): ReplayedIncident | undefined => newest.get(cause),
    /** Whether one that counts says that the table is late: see `findToldOf`. */
    isToldOf: ({ schema, table }: TableName, since: Date): boolean =>
      all.some(
        ({ cause, boundSchema, boundTable, status, resolution, openedAtMs }) =>
          cause === 'FRESHNESS' &&
          boundSchema === schema &&
          boundTable === table &&
          (status !== 'RESOLVED' || (resolution !== 'AUTO' && openedAtMs >= since.getTime())),
      ),
    /** Those of the present binding. */
    since(boundSinceMs: number | null): ReadonlyMap<IncidentCause, ReplayedIncident> {
      return new Map([...newest].filter(([, { openedAtMs }]) => openedAtMs >= (boundSinceMs ?? -Infinity)));
    },
    apply(verdicts: Verdicts, { atMs, state, shown, endedBecause }: Seen): void {
      const open = [...newest.values()].filter(isOpen);
      const hasTrouble = Object.values(verdicts).some(({ kind }) => kind === 'TROUBLE');
      if (!hasTrouble && open.length === 0) return;
      const plan = planIncidents<ReplayedIncident>({
        ...{ open, verdicts },
        endedBecause: (incident) =>
          (isByOwnBound(incident, state) ? undefined : endedBecause) ?? endOf(incident, state),
        isExcluded:
          endedBecause !== undefined ||
          state.status !== 'ACTIVE' ||
          (hasTrouble && isExcluded(policy, state.tier, new Date(atMs))),
      });
      for (const { incident } of plan.toResolve) resolve(incident, atMs, 'AUTO');
      for (const { incident, trouble } of plan.seenAgain) {
        Object.assign(incident, seenAgain(incident, trouble), { shown: shown ?? incident.shown });
      }
      for (const { cause, trouble } of plan.toOpen) {
        const { severity, summary, ruleId, reference } = trouble;
        const opened: ReplayedIncident = {
          ...{ cause, tier: state.tier, severity, summary, ruleId, reference, opening: { severity, summary } },
          ...{ status: 'OPEN', resolution: null, openedAtMs: atMs, resolvedAtMs: null, occurrences: 1 },
          ...{ isFromBefore: false, shown: shown ?? null, ...boundNow(state) },
        };
        all.push(opened);
        newest.set(cause, opened);
      }
    },
    /** A person resolves the incident of the cause, if one is open. */
    resolveBy(cause: IncidentCause, atMs: number, resolution: IncidentResolution): void {
      const incident = newest.get(cause);
      if (incident && isOpen(incident)) resolve(incident, atMs, resolution);
    },
    /** The entity is another one since. */
    become(state: SubjectState): void {
      for (const incident of newest.values()) {
        if (isOpen(incident) && endOf(incident, state) !== undefined) resolve(incident, state.fromMs, 'AUTO');
      }
    },
  };
}
