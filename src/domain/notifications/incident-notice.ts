import type { Event } from '../../events/schemas/catalogue.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import { counted } from '../counted.ts';
import type { EntityName } from '../entities/entity-name.ts';
import type { Incident, IncidentCause, IncidentResolution, IncidentStep } from '../incidents/incident.ts';
import { inWords, nameInWords, type Notice, noticeOf, sentences } from './notice.ts';
import type { NotificationKind } from './notification.ts';

/** SCORE and PROFILE_FAILED have the kinds that people were told of before there were incidents. */
const KINDS: Readonly<Record<IncidentCause, NotificationKind>> = {
  SCORE: 'QUALITY_DEGRADED',
  PROFILE_FAILED: 'PROFILE_FAILED',
  RULE: 'INCIDENT_OPENED',
  VOLUME: 'INCIDENT_OPENED',
  SCHEMA: 'INCIDENT_OPENED',
  FRESHNESS: 'INCIDENT_OPENED',
};

const TITLES: Readonly<Record<IncidentCause, (name: string) => string>> = {
  SCORE: (name) => `The quality of ${name} fell`,
  PROFILE_FAILED: (name) => `The profile of ${name} failed`,
  RULE: (name) => `${name}: too few values pass a business rule`,
  VOLUME: (name) => `${name}: the number of rows is far from what it was`,
  SCHEMA: (name) => `${name}: the columns of its table have changed`,
  FRESHNESS: (name) => `${name}: its data is late`,
};

const ENDS: Readonly<Record<Exclude<IncidentResolution, 'AUTO'>, string>> = {
  FIXED: 'fixed',
  FALSE_ALARM: 'a false alarm',
  ACCEPTED: 'accepted as it is',
  DUPLICATE: 'part of another incident',
};

/** What the trouble of an incident reaches. */
export interface Reach {
  /** Entities downstream, counted up to a limit. */
  downstreamCount: number;
  /** Whether there are more of them. */
  isTruncated: boolean;
  /** Open incidents that belong to it. */
  memberCount: number;
}

/**
 * What people are told of the root of a group of incidents.
 * @param event that opened it, if it is still in the log
 * @param through the entity with which it concerns the recipients, if that is another one
 */
export function troubleNotice(
  root: Incident,
  { event, reach, through }: { event: Event | undefined; reach: Reach; through: EntityName | undefined },
): Notice {
  const { entityType, canonicalKey, cause, tier, severity, summary } = root;
  const kind = KINDS[cause];
  const ofEvent =
    event?.type === 'data.quality.degraded' || event?.type === 'metadata.profile.failed' ? noticeOf(event) : undefined;
  const said = ofEvent?.kind === kind ? ofEvent : undefined;
  const title = said?.title ?? TITLES[cause](canonicalKey);
  const text = said?.text ?? `${nameInWords(root, inWords(tier), severity.toLowerCase())}: ${summary}`;
  return {
    kind,
    entityType,
    canonicalKey,
    title: through ? `${title}, which affects ${through.canonicalKey}` : title,
    text: sentences(text, through !== undefined && `It affects ${nameInWords(through)}.`, ...reachInWords(reach)),
    askedBy: said?.askedBy,
    incidentId: root.id,
  };
}

function reachInWords({ downstreamCount, isTruncated, memberCount }: Reach): (string | false)[] {
  const most = isTruncated ? 'More than ' : '';
  return [
    downstreamCount > 0 &&
      `${most}${downstreamCount} ${downstreamCount === 1 ? 'entity lies' : 'entities lie'} downstream of it.`,
    memberCount > 0 && `${counted(memberCount, 'incident')} ${memberCount === 1 ? 'belongs' : 'belong'} to it.`,
  ];
}

/** What people are told of the end of an incident. `stillOpen`: how many that belong to it are not resolved. */
export function endNotice(incident: Incident, step: IncidentStep, stillOpen: number): Notice {
  const { entityType, canonicalKey, cause, resolution, id } = incident;
  const { actor, text } = step;
  const name = nameInWords(incident);
  const how = resolution === null || resolution === 'AUTO' ? undefined : ENDS[resolution];
  return {
    kind: 'QUALITY_RECOVERED',
    entityType,
    canonicalKey,
    title: `Over: ${TITLES[cause](canonicalKey)}`,
    text: sentences(
      actor ? `${actor.actorId} resolved the incident of ${name}${how ? ` as ${how}` : ''}.` : `${name}: it is over.`,
      text !== null && (actor ? `Comment: ${text}` : text),
      stillOpen > 0 &&
        `${counted(stillOpen, 'incident')} that ${stillOpen === 1 ? 'belongs' : 'belong'} to it ${stillOpen === 1 ? 'is' : 'are'} still open.`,
    ),
    causedBy: actor ?? undefined,
    incidentId: id,
  };
}

/** What the assignee of an incident is told. */
export function assignedNotice(incident: Incident, by: Actor, comment: string | null): Notice {
  const { entityType, canonicalKey, summary, tier, severity, id } = incident;
  return {
    kind: 'INCIDENT_ASSIGNED',
    entityType,
    canonicalKey,
    title: `${by.actorId} assigned you an incident of ${canonicalKey}`,
    text: sentences(
      `${by.actorId} assigned you an incident of ${nameInWords(incident, inWords(tier), severity.toLowerCase())}: ${summary}`,
      comment !== null && `Comment: ${comment}`,
    ),
    causedBy: by,
    incidentId: id,
  };
}
