import type { IncidentStep } from '../../domain/incidents/incident.ts';
import { deriveId } from '../../events/schemas/create-event.ts';

/** Name of the queue of the jobs that tell people of the steps of incidents. */
export const INCIDENT_NOTIFICATION = 'incident-notification';

/** The job that tells people of a step. The same step always has the same job. */
export function incidentNotificationJob(
  { tenantId, incidentId, number }: Pick<IncidentStep, 'tenantId' | 'incidentId' | 'number'>,
  openedByOffset: number | null,
) {
  return {
    queue: INCIDENT_NOTIFICATION,
    id: deriveId(INCIDENT_NOTIFICATION, tenantId, String(number)),
    data: { work: INCIDENT_NOTIFICATION, tenantId, offset: openedByOffset ?? 0, incidentId, stepNumber: number },
  };
}
