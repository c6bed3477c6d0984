import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { Actor, ChangeKind, EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import { replacementIn } from '../entities/entity-change.ts';
import type { EntityName } from '../entities/entity-name.ts';
import type { NotificationKind } from './notification.ts';

/**
 * The events of which people are notified. A KPI's deprecation is a change of it; others have an event of their own.
 */
export const NOTIFIED_TYPES = [
  'approval.created',
  'approval.approved',
  'approval.rejected',
  'metadata.profile.failed',
  'data.quality.degraded',
  'metadata.deprecated',
  'kpi.changed',
] as const;
type Notified = EventOf<(typeof NOTIFIED_TYPES)[number]>;

/** The content of a notification, the same for all recipients. */
export interface Notice extends EntityName {
  kind: NotificationKind;
  /** One line. */
  title: string;
  /** Whole sentences with the figures; never a value from a row. */
  text: string;
  /** The actor behind the event, who is not notified. */
  causedBy?: Actor | undefined;
  /** The requester of what has now ended. */
  askedBy?: Actor | undefined;
  /** Id of the incident that it is about. */
  incidentId?: string | undefined;
}

const TYPE_WORDS: Readonly<Record<EntityType, string>> = {
  METADATA: 'metadata',
  KPI: 'KPI',
  GLOSSARY: 'glossary term',
  BUSINESS_RULE: 'business rule',
  TAG: 'tag',
  LINEAGE: 'lineage',
};

export const VERBS: Readonly<Record<ChangeKind, string>> = {
  CREATE: 'create',
  UPDATE: 'update',
  DEPRECATE: 'deprecate',
};

/** The notice for an event; undefined: nobody is notified. */
export function noticeOf(event: Notified): Notice | undefined {
  switch (event.type) {
    case 'approval.created':
      return ofRequest(event);
    case 'approval.approved':
    case 'approval.rejected':
      return ofDecision(event);
    case 'metadata.profile.failed':
      return ofFailure(event);
    case 'data.quality.degraded':
      return ofDrop(event);
    case 'metadata.deprecated': {
      const { entityType, canonicalKey, deprecatedBy, reason, replacedBy } = event.payload;
      return {
        ...ofDeprecation({ entityType, canonicalKey, by: deprecatedBy }),
        text: sentences(
          `${deprecatedBy.actorId} had ${nameInWords({ entityType, canonicalKey })} deprecated.`,
          reason !== undefined && `Reason: ${reason}`,
          replacedBy !== undefined && `It is replaced by ${replacedBy}.`,
        ),
      };
    }
    case 'kpi.changed': {
      const { canonicalKey, changeType, changedBy, changes } = event.payload;
      if (changeType !== 'DEPRECATE') return undefined;
      const notice = ofDeprecation({ entityType: 'KPI', canonicalKey, by: changedBy });
      // These events have no field of their own for it.
      const replacedBy = replacementIn(changes);
      return {
        ...notice,
        text: sentences(notice.text, replacedBy !== undefined && `It is replaced by ${replacedBy}.`),
      };
    }
  }
}

function ofRequest({ payload }: EventOf<'approval.created'>): Notice {
  const { requestedBy, changeType, tier } = payload;
  const verb = VERBS[changeType];
  return {
    kind: 'APPROVAL_CREATED',
    ...about(payload),
    title: `${requestedBy.actorId} asks to ${verb} ${payload.canonicalKey}`,
    text: sentences(
      `${requestedBy.actorId} asks to ${verb} ${nameInWords(payload, inWords(tier))}.`,
      changeType === 'CREATE'
        ? 'It does not exist until the request is approved.'
        : 'It stays as it is until the request is decided.',
    ),
    causedBy: requestedBy,
  };
}

function ofDecision(event: EventOf<'approval.approved' | 'approval.rejected'>): Notice {
  const isApproved = event.type === 'approval.approved';
  const { payload } = event;
  const by = isApproved ? event.payload.approvedBy : event.payload.rejectedBy;
  const comment = isApproved ? event.payload.comment : event.payload.reason;
  const done = isApproved ? 'approved' : 'rejected';
  const request = `the request to ${VERBS[payload.changeType]} ${nameInWords(payload)}`;
  return {
    kind: isApproved ? 'APPROVAL_APPROVED' : 'APPROVAL_REJECTED',
    ...about(payload),
    title: `${by.actorId} ${done} the request to ${VERBS[payload.changeType]} ${payload.canonicalKey}`,
    text: sentences(
      `${by.actorId} ${done} ${request}.`,
      isApproved ? 'The change takes effect now.' : 'Nothing changes.',
      comment !== undefined && `${isApproved ? 'Comment' : 'Reason'}: ${comment}`,
    ),
    causedBy: by,
  };
}

function ofFailure({ payload }: EventOf<'metadata.profile.failed'>): Notice {
  const { errorCode, errorMessage, attempts, triggeredBy, tier } = payload;
  const tries = attempts === 1 ? 'at the first attempt' : `after ${attempts} attempts`;
  return {
    kind: 'PROFILE_FAILED',
    ...about(payload),
    title: `The profile of ${payload.canonicalKey} failed`,
    text: `${nameInWords(payload, inWords(tier))} could not be profiled: it failed ${tries}, with ${errorCode}. ${errorMessage}`,
    askedBy: triggeredBy,
  };
}

function ofDrop({ payload }: EventOf<'data.quality.degraded'>): Notice {
  const { previousScore, previousGrade, qualityScore, qualityGrade, dropPercent, tier } = payload;
  const dimensions = payload.dimensions
    .filter(({ previous, current }) => previous !== current)
    .map(({ dimension, previous, current }) => `${dimension} from ${figure(previous)} to ${figure(current)}`);
  return {
    kind: 'QUALITY_DEGRADED',
    ...about(payload),
    title: `The quality of ${payload.canonicalKey} fell by ${percentText(dropPercent)}`,
    text: sentences(
      `The quality score of ${nameInWords(payload, inWords(tier))} fell by ${percentText(dropPercent)}, from ${figure(previousScore)} ` +
        `(grade ${previousGrade}) to ${figure(qualityScore)} (grade ${qualityGrade}).`,
      dimensions.length > 0 && `Changes: ${dimensions.join(', ')}.`,
    ),
  };
}

function ofDeprecation({ by, ...entity }: EntityName & { by: Actor }): Notice {
  return {
    kind: 'DEPRECATED',
    ...entity,
    title: `${entity.canonicalKey} is deprecated`,
    text: `${by.actorId} had ${nameInWords(entity)} deprecated.`,
    causedBy: by,
  };
}

function about({ entityType, canonicalKey }: EntityName): EntityName {
  return { entityType, canonicalKey };
}

/** The parts that are there, as one text. A part that a person wrote may lack the full stop before the next one. */
export function sentences(...parts: (string | false)[]): string {
  const there = parts.filter((part) => part !== false).map((part) => part.trimEnd());
  const last = there.length - 1;
  return there.map((part, at) => (at === last || ENDS_A_SENTENCE.test(part) ? part : `${part}.`)).join(' ');
}

const ENDS_A_SENTENCE = /[.!?\u2026]["'\u2019\u201d)\]]?$/;

/** An entity for people, such as `revenue_gross (metadata, tier 1)`. */
export function nameInWords({ entityType, canonicalKey }: EntityName, ...also: readonly string[]): string {
  return `${canonicalKey} (${[TYPE_WORDS[entityType], ...also].join(', ')})`;
}

/** A tier for people, such as `tier 1`. */
export function inWords(tier: Tier): string {
  return tier.replace('tier', 'tier ');
}

/** Formats a share, such as `12.3 %`. */
export function percentText(percent: number): string {
  return `${figure(percent)} %`;
}

/** At most one decimal, as scores have. */
function figure(value: number): string {
  return String(Math.round(value * 10) / 10);
}
