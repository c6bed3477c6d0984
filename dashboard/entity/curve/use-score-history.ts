import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Client } from 'urql';

import { useGraph } from '../../app/app-context.ts';
import type { EntityName } from '../../entities/entity-type.ts';
import { ScorePointsDocument } from './curve.generated.ts';
import { createScoreHistory, type ScoreHistory } from './score-history.ts';
import { pointOfEvent } from './score-points.ts';

/** The profiles of an entity from a time on; a new one is added when its event arrives. */
export function useScoreHistory({ entityType, canonicalKey }: EntityName, fromMs: number): ScoreHistory {
  const { live, uncached } = useGraph();
  const history = useMemo(
    () => createScoreHistory(pageLoader(uncached, { entityType, canonicalKey })),
    [uncached, entityType, canonicalKey],
  );
  useEffect(() => {
    history.reach(fromMs);
  }, [history, fromMs]);
  useEffect(
    () =>
      live.onEvents((events) => {
        for (const event of events) {
          const point = pointOfEvent(event, { entityType, canonicalKey });
          if (point) history.add(point);
        }
      }),
    [live, history, entityType, canonicalKey],
  );
  useEffect(
    () =>
      live.onReset(() => {
        history.restart();
      }),
    [live, history],
  );
  useSyncExternalStore(history.onChange, () => history.state);
  return history;
}

function pageLoader(client: Client, name: EntityName): Parameters<typeof createScoreHistory>[0] {
  return async (after) => {
    const { data, error } = await client.query(ScorePointsDocument, { ...name, after }).toPromise();
    const profiles = data?.entity?.profiles;
    if (!profiles) return error ? { error } : { page: { points: [], endCursor: null, hasMore: false } };
    return {
      page: {
        points: profiles.edges.map(({ node: { createdAt, ...figures } }) => ({
          ...figures,
          atMs: Date.parse(createdAt),
        })),
        endCursor: profiles.pageInfo.endCursor ?? null,
        hasMore: profiles.pageInfo.hasNextPage,
      },
    };
  };
}
