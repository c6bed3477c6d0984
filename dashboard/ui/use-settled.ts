import { useEffect, useState } from 'react';

/** The value once it has not changed for a while: what is asked of the server need not follow every key. */
export function useSettled<V>(value: V, afterMs = 300): V {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, afterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [value, afterMs]);
  return settled;
}
