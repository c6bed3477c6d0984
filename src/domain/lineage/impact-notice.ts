import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { Actor, ChangeKind } from '../../events/schemas/vocabulary.ts';
import type { EntityName } from '../entities/entity-name.ts';
import { nameInWords, type Notice, percentText } from '../notifications/notice.ts';

/** The events whose impact is determined downstream, and of which the people concerned are notified. */
export const FOLLOWED_TYPES = [
  'metadata.changed',
  'metadata.deprecated',
  'kpi.changed',
  'data.quality.degraded',
] as const;
export type ImpactEventOf = EventOf<(typeof FOLLOWED_TYPES)[number]>;

/** An entity that an event affects, and the canonical keys on the path to it, its own key last. */
export interface Affected extends EntityName {
  names: readonly string[];
}

/** How many affected entities a text names; it counts the others. */
const MAX_NAMED = 5;

const DONE: Readonly<Record<ChangeKind, string>> = {
  CREATE: 'was created',
  UPDATE: 'was changed',
  DEPRECATE: 'was deprecated',
};

/** The notice for an event that affects these entities, the nearest first; undefined: it affects none. */
export function impactNoticeOf(event: ImpactEventOf, affected: readonly Affected[]): Notice | undefined {
  const { what, by } = happeningOf(event);
  const cause = {
    entityType: event.type === 'kpi.changed' ? 'KPI' : event.payload.entityType,
    canonicalKey: event.payload.canonicalKey,
  } as const;
  const chains = affected.map((one) => ({ ...one, names: [cause.canonicalKey, ...one.names] }));
  return noticeAbout(chains, {
    title: (entities) => `${cause.canonicalKey} ${what} and affects ${entities}`,
    text: (entities) => `${nameInWords(cause)} ${what}${by ? ` by ${by.actorId}` : ''}. It affects ${entities}.`,
    by,
  });
}

/** A change of a set that took effect. */
export interface ChangeOfSet extends EntityName {
  kind: ChangeKind;
  by: Actor;
}

/**
 * The notice for changes of one set that affect these entities, the nearest first, whose names begin with that of the changed
 * entity; undefined: they affect none.
 */
export function setImpactNoticeOf(changes: readonly ChangeOfSet[], affected: readonly Affected[]): Notice | undefined {
  const [first, ...others] = changes;
  if (!first) return undefined;
  const { by } = first;
  if (others.length === 0) {
    const what = DONE[first.kind];
    return noticeAbout(affected, {
      title: (entities) => `${first.canonicalKey} ${what} and affects ${entities}`,
      text: (entities) => `${nameInWords(first)} ${what} by ${by.actorId}. It affects ${entities}.`,
      by,
    });
  }
  const named = changes.map((change) => `${nameInWords(change)} ${DONE[change.kind]}`);
  return noticeAbout(affected, {
    title: (entities) => `${changes.length} changes of one change set affect ${entities}`,
    text: (entities) => `In one change set of ${by.actorId}, ${listed(named)}. They affect ${entities}.`,
    by,
  });
}

function noticeAbout(
  affected: readonly Affected[],
  said: { title: (entities: string) => string; text: (entities: string) => string; by: Actor | undefined },
): Notice | undefined {
  const [nearest] = affected;
  if (!nearest) return undefined;
  const { entityType, canonicalKey } = nearest;
  const named = affected.map(({ names, ...name }) => nameInWords(name, names.join(' → ')));
  return {
    kind: 'IMPACT',
    entityType,
    canonicalKey,
    title: said.title(affected.length === 1 ? canonicalKey : `${affected.length} entities`),
    text: said.text(listed(named)),
    causedBy: said.by,
  };
}

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return `${names.slice(0, MAX_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function happeningOf(event: ImpactEventOf) {
  switch (event.type) {
    case 'metadata.changed':
    case 'kpi.changed':
      return { what: DONE[event.payload.changeType], by: event.payload.changedBy };
    case 'metadata.deprecated':
      return { what: DONE.DEPRECATE, by: event.payload.deprecatedBy };
    case 'data.quality.degraded':
      return { what: `fell in quality by ${percentText(event.payload.dropPercent)}`, by: undefined };
  }
}
