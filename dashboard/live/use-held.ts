import { useEffect, useState } from 'react';

import { type HeldList, hold } from './hold.ts';

/**
 * Keeps a list as the reader first saw it: what comes and goes waits until it is taken. Nobody reads an empty list, or a
 * hidden tab: there, everything is taken at once.
 *
 * @param isSettled whether `current` is what the server says now, and not what the cache remembered
 */
export function useHeld<T>(
  current: readonly T[],
  keyOf: (item: T) => string,
  isSettled: boolean,
): HeldList<T> & { take: () => void } {
  const [seen, setSeen] = useState<readonly T[]>();
  const [isHidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const onChange = () => {
      setHidden(document.hidden);
    };
    document.addEventListener('visibilitychange', onChange);
    return () => {
      document.removeEventListener('visibilitychange', onChange);
    };
  }, []);
  const isHeld = isSettled && !isHidden;
  const isFirst = seen === undefined || (seen.length === 0 && current.length > 0);
  if (isHeld && isFirst) setSeen(current);
  if (!isHeld && isHidden && seen !== undefined) setSeen(undefined);
  return {
    ...hold(seen ?? current, current, keyOf),
    take: () => {
      setSeen(current);
    },
  };
}
