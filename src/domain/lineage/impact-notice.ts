import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { ChangeKind } from '../../events/schemas/vocabulary.ts';
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

/** The notice for an event that affects these entities, the nearest first; at least one. */
export function impactNoticeOf(event: ImpactEventOf, affected: readonly [Affected, ...Affected[]]): Notice {
  const { what, by } = happeningOf(event);
  const cause = {
    entityType: event.type === 'kpi.changed' ? 'KPI' : event.payload.entityType,
    canonicalKey: event.payload.canonicalKey,
  } as const;
  const [nearest] = affected;
  const named = affected
    .slice(0, MAX_NAMED)
    .map(({ names, ...name }) => nameInWords(name, [cause.canonicalKey, ...names].join(' → ')));
  const more = affected.length > MAX_NAMED ? `, and ${affected.length - MAX_NAMED} more` : '';
  return {
    kind: 'IMPACT',
    entityType: nearest.entityType,
    canonicalKey: nearest.canonicalKey,
    title: `${cause.canonicalKey} ${what} and affects ${affected.length === 1 ? nearest.canonicalKey : `${affected.length} entities`}`,
    text: `${nameInWords(cause)} ${what}${by ? ` by ${by.actorId}` : ''}. It affects ${named.join(', ')}${more}.`,
    causedBy: by,
  };
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
