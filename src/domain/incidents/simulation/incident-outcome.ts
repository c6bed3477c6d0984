import { type Tier, TIERS } from '../../../events/schemas/vocabulary.ts';
import { SEVERITIES, type Severity } from '../../entities/entity-definition.ts';
import { INCIDENT_CAUSES, type IncidentCause } from '../incident.ts';
import type { ReplayedIncident } from './replayed-incidents.ts';

/** Most examples of a kind. */
export const MOST_EXAMPLES = 25;

export interface IncidentCounts {
  opened: number;
  /** How often one that was open was seen again. */
  seenAgain: number;
  /** By the server, also those from before the period. */
  resolved: number;
  /** At the end of the period. */
  open: number;
}

/** The incidents of a policy. */
export interface IncidentOutcome extends IncidentCounts {
  byCause: (IncidentCounts & { cause: IncidentCause })[];
  byTier: (IncidentCounts & { tier: Tier })[];
}

/** An incident that would have been opened, as it was opened. */
export interface SimulatedIncident {
  entityId: string;
  tier: Tier;
  cause: IncidentCause;
  severity: Severity;
  /** One sentence with the figures. */
  summary: string;
  openedAt: Date;
  /** Null: it would be open at the end of the period. */
  resolvedAt: Date | null;
}

/** Incidents of one policy that the other one would not have opened. */
export interface IncidentDifference {
  count: number;
  /** The gravest, the newest of them first. */
  examples: SimulatedIncident[];
}

/** Collects the incidents of entity after entity. */
export function createIncidentTally() {
  const byCause = new Map(INCIDENT_CAUSES.map((cause) => [cause, { cause, ...none() }]));
  const byTier = new Map(TIERS.map((tier) => [tier, { tier, ...none() }]));
  const all = none();
  return {
    add(incidents: readonly ReplayedIncident[]): void {
      for (const incident of incidents) {
        for (const counts of [all, byCause.get(incident.cause), byTier.get(incident.tier)]) {
          if (counts) count(counts, incident);
        }
      }
    },
    outcome: (): IncidentOutcome => ({ ...all, byCause: [...byCause.values()], byTier: [...byTier.values()] }),
  };
}

/** Collects what one policy would have opened and another would not. */
export function createDifference() {
  let found = 0;
  let examples: SimulatedIncident[] = [];
  return {
    /** `others`: the incidents of the entity under the other policy. */
    add(entityId: string, incidents: readonly ReplayedIncident[], others: readonly ReplayedIncident[]): void {
      for (const incident of incidents) {
        if (incident.isFromBefore || others.some((other) => isSame(incident, other))) continue;
        found++;
        examples.push(toSimulated(entityId, incident));
        if (examples.length >= 2 * MOST_EXAMPLES) examples = best(examples);
      }
    },
    difference: (): IncidentDifference => ({ count: found, examples: best(examples) }),
  };
}

/** Whether both are open at some time: then one of them was opened earlier, and neither is news. */
function isSame(one: ReplayedIncident, other: ReplayedIncident): boolean {
  return (
    one.cause === other.cause &&
    // Over before the period.
    !(other.status === 'RESOLVED' && other.resolvedAtMs === null) &&
    one.openedAtMs <= (other.resolvedAtMs ?? Infinity) &&
    other.openedAtMs <= (one.resolvedAtMs ?? Infinity)
  );
}

function none(): IncidentCounts {
  return { opened: 0, seenAgain: 0, resolved: 0, open: 0 };
}

function count(counts: IncidentCounts, incident: ReplayedIncident): void {
  const { isFromBefore, occurrences, status, resolution, resolvedAtMs } = incident;
  if (!isFromBefore) counts.opened++;
  counts.seenAgain += occurrences - 1;
  if (status !== 'RESOLVED') counts.open++;
  else if (resolution === 'AUTO' && resolvedAtMs !== null) counts.resolved++;
}

function toSimulated(entityId: string, incident: ReplayedIncident): SimulatedIncident {
  const { tier, cause, opening, openedAtMs, resolvedAtMs } = incident;
  return {
    ...{ entityId, tier, cause, severity: opening.severity, summary: opening.summary },
    openedAt: new Date(openedAtMs),
    resolvedAt: resolvedAtMs === null ? null : new Date(resolvedAtMs),
  };
}

function best(examples: readonly SimulatedIncident[]): SimulatedIncident[] {
  const rank = ({ severity }: SimulatedIncident) => SEVERITIES.indexOf(severity);
  return examples
    .toSorted((one, other) => rank(other) - rank(one) || other.openedAt.getTime() - one.openedAt.getTime())
    .slice(0, MOST_EXAMPLES);
}
