import type { Entity } from '../../domain/entities/entity.ts';
import { newId } from '../../domain/ids.ts';
import type { Trouble, Verdicts } from '../../domain/incidents/conditions/verdict.ts';
import type { IncidentCause } from '../../domain/incidents/incident.ts';
import { boundNow, endOf, isByOwnBound, seenAgain } from '../../domain/incidents/judging/incident-progress.ts';
import { planIncidents } from '../../domain/incidents/plan-incidents.ts';
import type { Transaction } from '../unit-of-work.ts';
import { groupOpened } from './group-opened.ts';
import { type IncidentChange, type IncidentRow, writeIncidentChanges } from './incident-changes.ts';
import { hasOpenIncidents, holdIncidents, lockOpenIncidents } from './open-incidents.ts';

/** When and by what something was seen. */
export interface Sight {
  at: Date;
  profileId: string | null;
  /** Null: no event showed it, but the time that passed. */
  event: { id: string; offset: number; correlationId: string } | null;
}

/** What was found out about an entity. */
export interface Finding {
  entity: Entity;
  verdicts: Verdicts;
  sight: Sight;
  /** No alarms are raised for its tier now. */
  isExcluded: boolean;
  /** Why nothing of it may be open, but for what is late by the bound that it states. */
  endedBecause?: string | undefined;
}

/** What became of incidents, for logs and metrics. */
export interface IncidentNews {
  kind: 'OPENED' | 'RESOLVED';
  incidentId: string;
  cause: IncidentCause;
}

/**
 * Opens, grows and resolves the incidents of entities of one tenant by what was found out about each, and groups what is
 * opened. Whoever calls it makes sure that a finding is applied once. It must come last in its transaction.
 */
export async function applyVerdicts(
  tx: Transaction,
  tenantId: string,
  findings: readonly Finding[],
): Promise<IncidentNews[]> {
  const concerned: Finding[] = [];
  for (const finding of findings) {
    const hasTrouble = Object.values(finding.verdicts).some(({ kind }) => kind === 'TROUBLE');
    if (hasTrouble || (await hasOpenIncidents(tx.db, tenantId, finding.entity.id))) concerned.push(finding);
  }
  if (concerned.length === 0) return [];
  await holdIncidents(tx.db, tenantId);
  const changes: IncidentChange[] = [];
  const opened: { row: IncidentChange['incident']; text: string }[] = [];
  for (const { entity, verdicts, sight, isExcluded, endedBecause } of concerned) {
    const plan = planIncidents({
      open: await lockOpenIncidents(tx.db, tenantId, entity.id),
      verdicts,
      endedBecause: (incident) =>
        (isByOwnBound(incident, entity) ? undefined : endedBecause) ?? endOf(incident, entity),
      isExcluded: isExcluded || endedBecause !== undefined || entity.status !== 'ACTIVE',
    });
    for (const { incident, text } of plan.toResolve) changes.push(resolved(incident, text, sight.at));
    for (const { incident, trouble } of plan.seenAgain) changes.push(grown(incident, trouble, sight));
    for (const { cause, trouble } of plan.toOpen) {
      opened.push({ row: openedBy(entity, cause, trouble, sight), text: trouble.summary });
    }
  }
  changes.push(...(await groupOpened(tx.db, tenantId, opened, changes)));
  await writeIncidentChanges(tx, tenantId, changes);
  return changes.flatMap(({ incident: { id, cause }, step: { kind } }) =>
    kind === 'OPENED' || kind === 'RESOLVED' ? [{ kind, incidentId: id, cause }] : [],
  );
}

/** The change by which the server resolves an incident. */
export function resolved(incident: IncidentRow, text: string, at: Date): IncidentChange {
  return {
    incident: { ...incident, status: 'RESOLVED', resolution: 'AUTO', resolvedAt: at, snoozedUntil: null },
    step: { kind: 'RESOLVED', actor: null, text, at, details: { resolution: 'AUTO' } },
  };
}

function grown(incident: IncidentRow, trouble: Trouble, sight: Sight): IncidentChange {
  const seen = seenAgain(incident, trouble);
  return {
    incident: { ...incident, ...seen, lastSeenAt: sight.at, profileId: sight.profileId ?? incident.profileId },
    step: {
      ...{ kind: 'SEEN', actor: null, text: seen.summary, at: sight.at },
      details: { occurrences: seen.occurrences },
    },
  };
}

function openedBy(
  entity: Entity,
  cause: IncidentCause,
  trouble: Trouble,
  { at, profileId, event }: Sight,
): IncidentChange['incident'] {
  const { severity, summary, ruleId, reference } = trouble;
  return {
    ...{ id: newId('INCIDENT'), tenantId: entity.tenantId, entityType: entity.entityType, entityId: entity.id },
    ...{ canonicalKey: entity.canonicalKey, tier: entity.tier, cause, status: 'OPEN', severity, summary },
    ...{ openedAt: at, lastSeenAt: at, occurrences: 1, ruleId, profileId, reference },
    openedByEventId: event?.id ?? null,
    openedByOffset: event?.offset ?? null,
    correlationId: event?.correlationId ?? null,
    ...{ rootId: null, assignee: null, snoozedUntil: null, acknowledgedAt: null, resolvedAt: null, resolution: null },
    ...boundNow(entity),
  };
}
