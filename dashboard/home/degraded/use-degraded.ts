import { useEffect, useMemo, useState } from 'react';
import { type CombinedError, useQuery } from 'urql';

import { useGraph } from '../../app/app-context.ts';
import { UNCACHED } from '../../graph/uncached.ts';
import { useLiveRefresh } from '../../live/use-live-refresh.ts';
import { LowScoresDocument, QualityDropsDocument, type QualityDropsQuery } from './degraded.generated.ts';
import { type Degraded, findDegraded } from './find-degraded.ts';

type Drops = QualityDropsQuery['events'];

export interface DegradedState {
  /** Undefined while it is not known. */
  degraded: readonly Degraded[] | undefined;
  /** Whether it is what the server says now, and not what the cache remembered. */
  isSettled: boolean;
  error: CombinedError | undefined;
  /** How many drops were looked at. */
  dropCount: number;
  /** Whether one with a low score may have fallen before the drops that were looked at. */
  hasEarlier: boolean;
  /** How many low scores were looked at, if there are more. */
  lowScoreLimit: number | undefined;
  lookBack: () => void;
  refresh: () => void;
}

/** Who is degraded now: as entities recover and others fall, without a reload. */
export function useDegraded(): DegradedState {
  const { uncached } = useGraph();
  const [low, askLow] = useQuery({ query: LowScoresDocument });
  const entities = useMemo(() => low.data?.entities.edges.map(({ node }) => node), [low.data]);
  // The same as long as its members are: whatever an event changes about them makes another list of entities.
  const keyList = JSON.stringify(entities?.map(({ canonicalKey }) => canonicalKey).sort() ?? []);
  const keys = useMemo(() => JSON.parse(keyList) as string[], [keyList]);
  const [drops, askDrops] = useQuery({
    query: QualityDropsDocument,
    variables: { canonicalKeys: keys },
    pause: keys.length === 0,
    context: UNCACHED,
  });
  // What was known stays while it cannot be asked for again.
  const [newest, setNewest] = useState<Drops>();
  if (drops.data && drops.data.events !== newest) setNewest(drops.data.events);
  const refresh = () => {
    askLow({ requestPolicy: 'network-only' });
    if (keys.length > 0) askDrops();
  };
  useLiveRefresh(({ type }) => type === 'DATA_QUALITY_DEGRADED', refresh);

  const [befores, setBefores] = useState<readonly string[]>([]);
  const [earlier, setEarlier] = useState<ReadonlyMap<string, Drops>>(new Map());
  useEffect(() => {
    const subscriptions = befores.map((before) =>
      uncached.query(QualityDropsDocument, { canonicalKeys: keys, before }).subscribe(({ data }) => {
        if (data) setEarlier((known) => new Map(known).set(before, data.events));
      }),
    );
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }, [uncached, keys, befores]);

  const pages = useMemo(() => {
    const asked = befores.map((before) => earlier.get(before)).filter((page) => page !== undefined);
    return keys.length > 0 && newest ? [newest, ...asked] : [];
  }, [keys, newest, befores, earlier]);
  const found = useMemo(() => dropsOf(pages), [pages]);
  const degraded = useMemo(() => findDegraded(found, entities ?? []), [found, entities]);
  const withDrop = new Set(found.map(({ payload }) => payload.entityId));
  const oldest = pages.at(-1)?.pageInfo;
  const isKnown = entities !== undefined && (keys.length === 0 || newest !== undefined);
  return {
    degraded: isKnown ? degraded : undefined,
    isSettled: isKnown && !low.fetching && !low.stale && !drops.fetching,
    error: low.error ?? drops.error,
    dropCount: found.length,
    hasEarlier: (oldest?.hasPreviousPage ?? false) && (entities ?? []).some(({ id }) => !withDrop.has(id)),
    lowScoreLimit: low.data?.entities.pageInfo.hasNextPage ? keys.length : undefined,
    lookBack: () => {
      const before = oldest?.startCursor;
      if (before != null && !befores.includes(before)) setBefores([...befores, before]);
    },
    refresh,
  };
}

/** Oldest first, each once: a page that was asked again begins later than when the next one was asked. */
function dropsOf(pages: readonly Drops[]) {
  const drops = pages.toReversed().flatMap(({ edges }) => edges.map(({ node }) => node));
  return [...new Map(drops.map((drop) => [drop.cursor, drop])).values()];
}
