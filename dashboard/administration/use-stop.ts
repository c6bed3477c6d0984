import { useEffect, useRef } from 'react';

/** Ends what takes several calls: when one says so, and when one leaves. */
export function useStop(): { begin: () => AbortSignal; stop: () => void } {
  const controller = useRef<AbortController>(undefined);
  const stop = () => controller.current?.abort();
  useEffect(() => () => controller.current?.abort(), []);
  return {
    begin() {
      stop();
      controller.current = new AbortController();
      return controller.current.signal;
    },
    stop,
  };
}
