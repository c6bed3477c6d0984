import type { IncidentResolution, IncidentStepKind } from '../../gql/types.ts';
import { formatDateTime } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import type { Repetitions } from './with-repetitions.ts';

export interface Step {
  kind: IncidentStepKind;
  actor: { actorId: string } | null;
  assignee: string | null;
  snoozedUntil: string | null;
  resolution: IncidentResolution | null;
}

const words = incidentText.history;

/** Who did what, such as `anna` and `assigned it to bert`. */
export function stepText({ kind, actor, assignee, snoozedUntil, resolution }: Step) {
  const who = actor?.actorId ?? words.server;
  if (kind === 'ASSIGNED') return { who, did: assignee === null ? words.unassigned : words.assignedTo(assignee) };
  if (kind === 'SNOOZED' && snoozedUntil !== null) {
    return { who, did: words.snoozedUntil(formatDateTime(new Date(snoozedUntil))) };
  }
  if (kind === 'RESOLVED' && resolution !== null) {
    const how = incidentText.resolutions[resolution].toLowerCase();
    return { who, did: resolution === 'AUTO' ? words.recovered : words.resolvedAs(how) };
  }
  return { who, did: words.steps[kind] };
}

/** That it was seen again; the time of the last follows. */
export function repetitionText({ count, firstAt }: Repetitions) {
  const first = formatDateTime(new Date(firstAt));
  return { who: words.server, did: count === 1 ? words.steps.SEEN : words.seenTimes(count, first) };
}
