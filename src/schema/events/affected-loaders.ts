import DataLoader from 'dataloader';

import { MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES } from '../../domain/lineage/lineage.ts';
import type { LineageWalk } from '../../domain/lineage/lineage-walk.ts';
import { decodeCursor } from '../../events/log/cursor.ts';
import { type AffectingEvent, findWalkBeginnings } from '../../store/entities/walk-beginnings.ts';
import { findEventImpacts, findNearest } from '../../store/lineage/impacts.ts';
import { walkLineage } from '../../store/lineage/lineage-walk.ts';
import type { LoaderScope } from '../kit/loading.ts';

/** What an event affects. */
export interface Affected {
  totalCount: number;
  /** Whether more is affected than was counted. */
  truncated: boolean;
  /** Nearest first; undefined: they are stored with the event, and not loaded yet. */
  ids: string[] | undefined;
}

interface AffectingEntry {
  event: AffectingEvent;
  cursor: string;
}

export type AffectedLoader = DataLoader<AffectingEntry, Affected, string>;
export type NearestLoader = DataLoader<{ offset: number; first: number }, string[], string>;

/** The impact that was determined for an event, or else what lies downstream now: of all events in one walk. */
export function createAffectedLoader({ db, tenantId }: LoaderScope): AffectedLoader {
  async function walkFrom(events: readonly AffectingEvent[]): Promise<Affected[]> {
    if (events.length === 0) return [];
    const beginnings = await findWalkBeginnings(db, tenantId, events);
    const limits = { depth: MAX_LINEAGE_DEPTH, limit: MAX_LINEAGE_NODES };
    const walks = beginnings.map((beginning): LineageWalk => ({ ...beginning, ...limits }));
    // Events about one entity share a walk.
    const distinct = new Map(walks.map((walk) => [JSON.stringify(walk), walk]));
    const answers = await walkLineage(db, tenantId, 'downstream', [...distinct.values()]);
    const answerOf = new Map([...distinct.keys()].map((key, index) => [key, answers[index]]));
    return walks.map((walk) => {
      const { nodes, truncated } = answerOf.get(JSON.stringify(walk)) ?? { nodes: [], truncated: false };
      return { totalCount: nodes.length, truncated, ids: nodes.map(({ entityId }) => entityId) };
    });
  }

  return new DataLoader(
    async (entries) => {
      const asked = entries.map(({ event, cursor }) => ({ event, offset: decodeCursor(cursor).offset }));
      // The impact of a refresh is never stored.
      const storable = asked.filter(({ event }) => event.type !== 'data.refreshed').map(({ offset }) => offset);
      const stored = new Map((await findEventImpacts(db, tenantId, storable)).map((impact) => [impact.offset, impact]));
      const others = asked.filter(({ offset }) => !stored.has(offset));
      const walked = await walkFrom(others.map(({ event }) => event));
      const found = new Map(others.map(({ offset }, index) => [offset, walked[index]]));
      return asked.map(({ offset }) => {
        const impact = stored.get(offset);
        if (impact) return { totalCount: impact.affectedCount, truncated: impact.isTruncated, ids: undefined };
        return found.get(offset) ?? new Error('the walk has no answer');
      });
    },
    { cacheKeyFn: ({ cursor }) => cursor },
  );
}

/** The nearest of the entities that are stored with the event at an offset. */
export function createNearestLoader({ db, tenantId }: LoaderScope): NearestLoader {
  return new DataLoader(
    async (keys) => {
      const most = Math.max(...keys.map(({ first }) => first));
      const found = new Map<number, string[]>();
      const offsets = [...new Set(keys.map(({ offset }) => offset))];
      for (const { offset, entityId } of await findNearest(db, tenantId, offsets, most)) {
        const ids = found.get(offset) ?? [];
        found.set(offset, ids);
        ids.push(entityId);
      }
      return keys.map(({ offset, first }) => found.get(offset)?.slice(0, first) ?? []);
    },
    { cacheKeyFn: ({ offset, first }) => `${offset}:${first}` },
  );
}
