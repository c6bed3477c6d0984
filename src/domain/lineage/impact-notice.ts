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
export const MAX_NAMED = 5;

const DONE: Readonly<Record<ChangeKind, string>> = {
  CREATE: 'was created',
  UPDATE: 'was changed',
  DEPRECATE: 'was deprecated',
};

/** How much is affected, of which the nearest is named. */
export interface Extent {
  count: number;
  /** Whether it may be more: not all of it is known or stored. */
  mayBeMore: boolean;
}

/**
 * The notice for an event that affects these entities, the nearest first; undefined: it affects none. `mayBeMore`: not all
 * that it affects is stored.
 */
export function impactNoticeOf(
  event: ImpactEventOf,
  affected: readonly Affected[],
  mayBeMore = false,
): Notice | undefined {
  const { what, by } = happeningOf(event);
  const cause = {
    entityType: event.type === 'kpi.changed' ? 'KPI' : event.payload.entityType,
    canonicalKey: event.payload.canonicalKey,
  } as const;
  const chains = affected.map((one) => ({ ...one, names: [cause.canonicalKey, ...one.names] }));
  return noticeAbout(
    chains,
    { count: chains.length, mayBeMore },
    {
      title: (entities) => `${cause.canonicalKey} ${what} and affects ${entities}`,
      text: (entities) => `${nameInWords(cause)} ${what}${by ? ` by ${by.actorId}` : ''}. It affects ${entities}.`,
      by,
    },
  );
}

/** A change of a set that took effect. */
export interface ChangeOfSet extends EntityName {
  kind: ChangeKind;
  by: Actor;
}

/**
 * The notice for changes of one set; undefined: they affect nothing. Of what they affect, at least the nearest that a text names
 * are given, the nearest first. Their names begin with that of the changed entity.
 */
export function setImpactNoticeOf(
  changes: readonly ChangeOfSet[],
  nearest: readonly Affected[],
  extent: Extent,
): Notice | undefined {
  const [first, ...others] = changes;
  if (!first) return undefined;
  const { by } = first;
  if (others.length === 0) {
    const what = DONE[first.kind];
    return noticeAbout(nearest, extent, {
      title: (entities) => `${first.canonicalKey} ${what} and affects ${entities}`,
      text: (entities) => `${nameInWords(first)} ${what} by ${by.actorId}. It affects ${entities}.`,
      by,
    });
  }
  const named = changes.map((change) => `${nameInWords(change)} ${DONE[change.kind]}`);
  return noticeAbout(nearest, extent, {
    title: (entities) => `${changes.length} changes of one change set affect ${entities}`,
    text: (entities) =>
      `In one change set of ${by.actorId}, ${listed(named.slice(0, MAX_NAMED), named.length)}. They affect ${entities}.`,
    by,
  });
}

function noticeAbout(
  affected: readonly Affected[],
  { count, mayBeMore }: Extent,
  said: { title: (entities: string) => string; text: (entities: string) => string; by: Actor | undefined },
): Notice | undefined {
  const [nearest] = affected;
  if (!nearest) return undefined;
  const { entityType, canonicalKey } = nearest;
  const named = affected.slice(0, MAX_NAMED).map(({ names, ...name }) => nameInWords(name, names.join(' → ')));
  const bound = mayBeMore ? 'at least ' : '';
  return {
    kind: 'IMPACT',
    entityType,
    canonicalKey,
    title: said.title(bound + (count === 1 ? canonicalKey : `${count} entities`)),
    text: said.text(bound + listed(named, count)),
    causedBy: said.by,
  };
}

function listed(names: readonly string[], count: number): string {
  const more = count - names.length;
  return `${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
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
