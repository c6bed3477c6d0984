import { newId } from '../../../src/domain/ids.ts';
import type { Incident, IncidentStep } from '../../../src/domain/incidents/incident.ts';
import { incidentNotificationJob } from '../../../src/store/incidents/incident-notification-job.ts';
import { recordIncidentStep } from '../../../src/store/incidents/incident-steps.ts';
import { incident } from '../../../src/store/incidents/tables.ts';
import type { UnitOfWork } from '../../../src/store/unit-of-work.ts';

const NOON = new Date('2026-03-01T12:00:00.000Z');

/** An incident that nobody has taken notice of. */
export function incidentOf(changes: Partial<Incident> = {}): Incident {
  return {
    id: newId('INCIDENT'),
    tenantId: 'demo',
    entityType: 'METADATA',
    entityId: newId('METADATA'),
    canonicalKey: 'revenue',
    tier: 'tier1',
    cause: 'RULE',
    status: 'OPEN',
    severity: 'CRITICAL',
    summary: '27 of 100 values of sales.orders.amount fail rule amount_there.',
    openedAt: NOON,
    lastSeenAt: NOON,
    occurrences: 1,
    ruleId: null,
    profileId: null,
    openedByEventId: null,
    openedByOffset: null,
    correlationId: null,
    rootId: null,
    assignee: null,
    snoozedUntil: null,
    acknowledgedAt: null,
    resolvedAt: null,
    resolution: null,
    reference: null,
    lastStep: 0,
    ...changes,
  };
}

type Step = Partial<Pick<IncidentStep, 'actor' | 'text' | 'details'>> & Pick<IncidentStep, 'kind'>;

/** Opens incidents as the server does, each with its steps and the jobs that tell people of them. */
export async function openIncidents(
  unitOfWork: UnitOfWork,
  incidents: readonly Incident[],
  steps: readonly Step[] = [{ kind: 'OPENED' }],
): Promise<void> {
  await unitOfWork.transaction(async (tx) => {
    for (const one of incidents) {
      const { tenantId, id: incidentId, openedAt: at, openedByOffset } = one;
      let lastStep = 0;
      for (const { kind, actor = null, text = null, details = null } of steps) {
        lastStep = await recordIncidentStep(tx, { tenantId, incidentId, kind, actor, text, at, details });
        tx.enqueue(incidentNotificationJob({ tenantId, incidentId, number: lastStep }, openedByOffset));
      }
      await tx.db.insert(incident).values({ ...one, lastStep });
    }
  });
}
