import { useEffect, useEffectEvent } from 'react';

import { useGraph } from '../app/app-context.ts';
import type { LiveEvent } from './live.ts';
import { createThrottle } from './throttle.ts';

const INTERVAL_MS = 3_000;

/**
 * Refreshes figures that the cache cannot derive, such as counts, when events arrive that change them; at most every
 * three seconds.
 */
export function useLiveRefresh(isRelevant: (event: LiveEvent) => boolean, refresh: () => void): void {
  const { live } = useGraph();
  const onRefresh = useEffectEvent(refresh);
  const concerns = useEffectEvent(isRelevant);
  useEffect(() => {
    const throttle = createThrottle(() => {
      onRefresh();
    }, INTERVAL_MS);
    const stop = live.onEvents((events) => {
      if (events.some((event) => concerns(event))) throttle.ask();
    });
    return () => {
      stop();
      throttle.dispose();
    };
  }, [live]);
}
