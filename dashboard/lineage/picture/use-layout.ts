import { useEffect, useMemo, useRef, useState } from 'react';

import { anchored, type LayoutInput, pairKey, type Places } from './layout-input.ts';
import type { LayoutAnswer, LayoutRequest } from './layout-worker.ts';

export interface Layout extends Places {
  /** What it is the layout of. */
  input: LayoutInput;
}

/**
 * Where the nodes are drawn, calculated in a worker. Until that is done the layout before it stays.
 *
 * @param anchor the node that is to stay where it is
 */
export function useLayout(input: LayoutInput, anchor: string): Layout | undefined {
  const [layout, setLayout] = useState<Layout>();
  const worker = useRef<Worker>(undefined);
  const newest = useRef(0);
  // The same nodes and edges need no other layout, although what is known about them has changed.
  const same = JSON.stringify(input);
  const request = useMemo(() => ({ input, anchor }), [same]);

  useEffect(() => {
    const started = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    return () => {
      started.terminate();
      worker.current = undefined;
    };
  }, []);

  useEffect(() => {
    const { current } = worker;
    if (!current) return;
    newest.current += 1;
    const number = newest.current;
    const take = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.number !== number) return;
      const places: Places = {
        positions: new Map(data.positions.map(([id, x, y]) => [id, { x, y }])),
        bends: new Map(data.bends.map(([from, to, points]) => [pairKey(from, to), points])),
      };
      setLayout((before) => ({
        ...(before ? anchored(places, before, request.anchor) : places),
        input: request.input,
      }));
    };
    current.addEventListener('message', take);
    const message: LayoutRequest = { number, input: request.input };
    current.postMessage(message);
    return () => {
      current.removeEventListener('message', take);
    };
  }, [request]);

  return layout;
}
