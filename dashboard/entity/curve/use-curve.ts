import { useMemo, useState } from 'react';
import { useQuery } from 'urql';

import { UNCACHED } from '../../graph/uncached.ts';
import { useLiveRefresh } from '../../live/use-live-refresh.ts';
import { useNow } from '../../ui/time.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import type { Range } from '../entity-search.ts';
import { ScoreTrendDocument } from './curve.generated.ts';
import { profileCurve, trendCurve } from './curve-data.ts';
import { bucketOf, endOfHour, startOfRange } from './range.ts';
import { pointOfEvent, pointsSince } from './score-points.ts';
import { useScoreHistory } from './use-score-history.ts';

/**
 * What the curve of a range is made of: single profiles as long as there are not too many of them, else means. The range
 * moves on with the time; what is read begins where it began when it was chosen.
 */
export function useCurve(entity: EntityHeadFragment, range: Range) {
  const { entityType, canonicalKey } = entity;
  const createdAtMs = Date.parse(entity.createdAt);
  const nowMs = useNow().getTime();
  const [chosen, setChosen] = useState({ range, atMs: nowMs });
  if (chosen.range !== range) setChosen({ range, atMs: nowMs });
  const readFromMs = startOfRange(range, chosen.atMs, createdAtMs);

  const history = useScoreHistory(entity, readFromMs);
  const { points, isLoading, error } = history.state;
  const isTooMany = !history.covers(readFromMs) && !isLoading && !error;
  const newestMs = points.at(-1)?.atMs ?? 0;
  const toMs = Math.max(nowMs, newestMs);
  const fromMs = startOfRange(range, toMs, createdAtMs);
  const bucket = bucketOf(readFromMs, endOfHour(toMs));
  const [trend, readTrend] = useQuery({
    query: ScoreTrendDocument,
    variables: {
      entityType,
      canonicalKey,
      from: new Date(readFromMs).toISOString(),
      to: new Date(endOfHour(toMs)).toISOString(),
      bucket,
    },
    pause: !isTooMany,
    context: UNCACHED,
  });
  useLiveRefresh(
    (event) => isTooMany && pointOfEvent(event, entity) !== undefined,
    () => {
      readTrend();
    },
  );
  const trendPoints = trend.data?.entity?.qualityTrend;

  const { shown, before } = useMemo(() => pointsSince(points, fromMs), [points, fromMs]);
  const single = useMemo(() => profileCurve(shown, before, fromMs, toMs), [shown, before, fromMs, toMs]);
  const means = useMemo(
    () => (isTooMany && trendPoints ? trendCurve(trendPoints, toMs) : undefined),
    [isTooMany, trendPoints, toMs],
  );
  return {
    readFromMs,
    fromMs,
    toMs,
    shown,
    before,
    single,
    bucket,
    /** Instead of single profiles, if there are too many. */
    means,
    isTooMany,
    isLoading: isLoading || (isTooMany && !trendPoints && !trend.error),
    error: error ?? (isTooMany ? trend.error : undefined),
    retry: () => {
      if (isTooMany) readTrend();
      else history.retry();
    },
  };
}

export type CurveOfRange = ReturnType<typeof useCurve>;
