import { useEffect, useEffectEvent } from 'react';

import { useGraph } from '../app/app-context.ts';
import type { LiveEvent } from './live.ts';
import { createThrottle } from './throttle.ts';

const INTERVAL_MS = 3_000;

/**
 * Refreshes figures that the cache cannot derive, such as counts, when events arrive that change them; at most every
 * three seconds, and in a hidden tab when it is seen again.
 */
export function useLiveRefresh(isRelevant: (event: LiveEvent) => boolean, refresh: () => void): void {
  const { live } = useGraph();
  const onRefresh = useEffectEvent(refresh);
  const concerns = useEffectEvent(isRelevant);
  useEffect(() => {
    const throttle = createThrottle(() => {
      onRefresh();
    }, INTERVAL_MS);
    let isBehind = false;
    const stop = live.onEvents((events) => {
      if (!events.some((event) => concerns(event))) return;
      if (document.hidden) isBehind = true;
      else throttle.ask();
    });
    const catchUp = () => {
      if (document.hidden || !isBehind) return;
      isBehind = false;
      throttle.ask();
    };
    document.addEventListener('visibilitychange', catchUp);
    return () => {
      document.removeEventListener('visibilitychange', catchUp);
      stop();
      throttle.dispose();
    };
  }, [live]);
}
