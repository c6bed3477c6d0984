import type { IncidentStatus } from '../../gql/types.ts';
import { incidentText } from '../../text/incidents.ts';

/** Why the server did not do what was asked of an incident, and how the incident is if somebody was first. */
export interface IncidentRefusal {
  message: string;
  issues?: readonly { message: string }[];
  currentIncident?: { status: IncidentStatus } | null;
}

/** In a sentence for who was refused. */
export function explainIncidentRefusal({ message, issues, currentIncident }: IncidentRefusal): string {
  if (currentIncident) {
    return incidentText.actions.lostRace(incidentText.statuses[currentIncident.status].toLowerCase());
  }
  if (issues && issues.length > 0) return issues.map((issue) => issue.message).join(' ');
  return message;
}
