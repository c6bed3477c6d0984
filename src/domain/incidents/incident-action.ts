import { DAY_MS } from '../time-units.ts';
import type { Incident, IncidentResolution, IncidentStep } from './incident.ts';

/** What a person does with an incident. */
export type IncidentAction =
  | { kind: 'ACKNOWLEDGED' }
  /** Null: nobody any more. */
  | { kind: 'ASSIGNED'; assignee: string | null }
  | { kind: 'SNOOZED'; until: Date }
  | { kind: 'RESOLVED'; resolution: PersonsResolution }
  | { kind: 'COMMENTED' };

/** AUTO is the server's alone. */
export type PersonsResolution = Exclude<IncidentResolution, 'AUTO'>;

/** Longest time for which an incident can be snoozed. */
export const MAX_SNOOZE_DAYS = 90;
export const MAX_SNOOZE_MS = MAX_SNOOZE_DAYS * DAY_MS;

/** Who reads later that nothing was repaired must also read why. */
export function needsComment(resolution: PersonsResolution): boolean {
  return resolution !== 'FIXED';
}

/** What an action does to an incident. */
export interface IncidentEffect {
  changes: Partial<Incident>;
  details: IncidentStep['details'];
}

/**
 * The effect of an action; undefined: the incident is as the action would have it. A resolved incident can be commented on,
 * and takes nothing else. Whoever snoozes it has taken notice of it.
 */
export function effectOfAction(
  incident: Incident,
  action: IncidentAction,
  now: Date,
): IncidentEffect | 'resolved' | undefined {
  if (action.kind === 'COMMENTED') return { changes: {}, details: null };
  if (incident.status === 'RESOLVED') return 'resolved';
  const acknowledgedAt = incident.acknowledgedAt ?? now;
  switch (action.kind) {
    case 'ACKNOWLEDGED':
      if (incident.status === 'ACKNOWLEDGED') return undefined;
      return { changes: { status: 'ACKNOWLEDGED', acknowledgedAt, snoozedUntil: null }, details: null };
    case 'ASSIGNED':
      if (incident.assignee === action.assignee) return undefined;
      return { changes: { assignee: action.assignee }, details: { assignee: action.assignee } };
    case 'SNOOZED': {
      const { until } = action;
      if (incident.status === 'SNOOZED' && incident.snoozedUntil?.getTime() === until.getTime()) return undefined;
      return {
        changes: { status: 'SNOOZED', snoozedUntil: until, acknowledgedAt },
        details: { snoozedUntil: until.toISOString() },
      };
    }
    case 'RESOLVED': {
      const { resolution } = action;
      return {
        changes: { status: 'RESOLVED', resolution, resolvedAt: now, snoozedUntil: null },
        details: { resolution },
      };
    }
  }
}
