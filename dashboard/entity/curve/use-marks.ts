import { useMemo } from 'react';
import { useQuery } from 'urql';

import { UNCACHED } from '../../graph/uncached.ts';
import type { LiveEvent } from '../../live/live.ts';
import { useLiveRefresh } from '../../live/use-live-refresh.ts';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { ScoreMarksDocument } from './curve.generated.ts';
import { marksOf } from './marks.ts';

/** What may explain the curve from a time on; read anew when more of it happens. */
export function useMarks(entity: EntityHeadFragment, fromMs: number) {
  const { entityType, canonicalKey } = entity;
  const [{ data, error }, reload] = useQuery({
    query: ScoreMarksDocument,
    variables: {
      entityType,
      canonicalKey,
      keys: [canonicalKey],
      types: [entityType],
      from: new Date(fromMs).toISOString(),
    },
    context: UNCACHED,
  });
  const again = () => {
    reload();
  };
  useLiveRefresh((event) => mayBeMarked(event, entity), again);
  return {
    marks: useMemo(() => data && marksOf(data).filter(({ atMs }) => atMs >= fromMs), [data, fromMs]),
    /** Whether there are more refreshes than are known. */
    isLimited: data?.entity?.profilingDecisions.pageInfo.hasNextPage ?? false,
    error,
    again,
  };
}

function mayBeMarked(event: LiveEvent, { id, urn, dataset }: EntityHeadFragment): boolean {
  switch (event.__typename) {
    case 'DataQualityDegradedEvent':
    case 'MetadataChangedEvent':
    case 'MetadataDeprecatedEvent':
    case 'KpiChangedEvent':
      return event.entity?.id === id;
    case 'DataRefreshedEvent': {
      const { entityUrn, service } = event.payload;
      return entityUrn === urn || (service.schema === dataset?.schema && service.table === dataset.table);
    }
    default:
      return false;
  }
}
