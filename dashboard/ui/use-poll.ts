import { useEffect, useRef } from 'react';

/** Calls again and again while the tab is seen. */
export function usePoll(call: () => void, intervalMs: number, isOn = true): void {
  const current = useRef(call);
  current.current = call;
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) current.current();
    }, intervalMs);
    return () => {
      clearInterval(timer);
    };
  }, [intervalMs, isOn]);
}
