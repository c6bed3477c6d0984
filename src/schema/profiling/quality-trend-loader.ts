import DataLoader from 'dataloader';

import type { QualityTrendPoint, TrendSpan } from '../../domain/profiling/quality-trend.ts';
import { entityTrends } from '../../store/profiling/quality-trends.ts';
import type { LoaderScope } from '../kit/loading.ts';

export type QualityTrendLoader = DataLoader<{ entityId: string; span: TrendSpan }, QualityTrendPoint[], string>;

/** The trends of all entities over the same period, in one statement. */
export function createQualityTrendLoader({ db, tenantId }: LoaderScope): QualityTrendLoader {
  return new DataLoader(
    async (wanted) => {
      const spans = new Map(wanted.map(({ span }) => [JSON.stringify(span), span]));
      const trends = new Map<string, Map<string, QualityTrendPoint[]>>();
      for (const [name, span] of spans) {
        const ids = wanted.filter((one) => JSON.stringify(one.span) === name).map(({ entityId }) => entityId);
        trends.set(name, await entityTrends(db, tenantId, ids, span));
      }
      return wanted.map(({ entityId, span }) => trends.get(JSON.stringify(span))?.get(entityId) ?? []);
    },
    { cacheKeyFn: (wanted) => JSON.stringify(wanted) },
  );
}
