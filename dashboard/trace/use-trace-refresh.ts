import { useEffect, useRef } from 'react';

import { useGraph } from '../app/app-context.ts';

/** Effects often come together: they are asked for together. */
const SETTLE_MS = 300;

/** Asks for a trace again when an event of it arrives: an event itself does not say what led to it. */
export function useTraceRefresh(correlationId: string, refresh: () => void): void {
  const { live } = useGraph();
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = live.onEvents((events) => {
      if (timer !== undefined || !events.some((event) => event.correlationId === correlationId)) return;
      timer = setTimeout(() => {
        timer = undefined;
        newest.current();
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [live, correlationId]);
}
