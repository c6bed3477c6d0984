import { useEffect, useMemo } from 'react';
import type { Client } from 'urql';

import { useGraph } from '../app/app-context.ts';
import { createFeed, type Feed, type FeedOptions } from '../live/feed.ts';
import { type EventListFilter, matchesFilter } from './event-filter.ts';
import type { EventLineFragment } from './event-line.generated.ts';
import { EventPageDocument } from './event-page.generated.ts';

const PAGE_SIZE = 50;

/** The events that match, while the component is on the screen. Another filter begins anew. */
export function useEventFeed(filter: EventListFilter): Feed<EventLineFragment> {
  const { live, uncached } = useGraph();
  // A filter of the same content is the same filter.
  const key = JSON.stringify(filter);
  const feed = useMemo(
    () =>
      createFeed<EventLineFragment>({
        onItems: live.onEvents,
        onReset: live.onReset,
        loadPage: pageLoader(uncached, filter),
        matches: (event) => matchesFilter(event, filter),
      }),
    [live, uncached, key],
  );
  useEffect(() => {
    feed.start();
    return () => {
      feed.stop();
    };
  }, [feed]);
  return feed;
}

function pageLoader(client: Client, filter: EventListFilter): FeedOptions<EventLineFragment>['loadPage'] {
  return async (before) => {
    const { data, error } = await client
      .query(EventPageDocument, { filter: inputOf(filter), before, last: PAGE_SIZE })
      .toPromise();
    if (!data) return { error };
    const { edges, pageInfo } = data.events;
    return {
      page: {
        items: edges.map(({ node }) => node).reverse(),
        lastCursor: pageInfo.startCursor,
        hasOlder: pageInfo.hasPreviousPage,
      },
    };
  };
}

function inputOf({ types, sources, tiers, entityTypes, canonicalKeys }: EventListFilter) {
  return {
    ...(types && { types: [...types] }),
    ...(sources && { sources: [...sources] }),
    ...(tiers && { tiers: [...tiers] }),
    ...(entityTypes && { entityTypes: [...entityTypes] }),
    ...(canonicalKeys && { canonicalKeys: [...canonicalKeys] }),
  };
}
