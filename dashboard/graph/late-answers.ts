import type { Exchange, OperationResult } from 'urql';
import { fromArray, mergeMap, pipe, tap } from 'wonka';

import { entityIdOf } from '../live/live.ts';
import type { LiveEventsSubscription } from '../live/live-events.generated.ts';

/** An event that was written while queries were under way. */
interface Written {
  result: OperationResult;
  /** How many queries had begun before it. */
  begun: number;
}

/**
 * A query that was sent before an event may be answered after it: the answer is older, and the cache would put it above
 * the event. So each answer is followed by the last event of each entity that was written since the query began. Stands
 * behind the cache, where answers come from the server, and knows one subscription: that of all events.
 */
export function lateAnswersExchange(): Exchange {
  return ({ forward }) => {
    /** Of each query that waits for its answer: how many queries had begun before it. */
    const pending = new Map<number, number>();
    const written = new Map<string, Written>();
    let begun = 0;

    function end(key: number): void {
      pending.delete(key);
      if (pending.size === 0) written.clear();
    }

    function keep(result: OperationResult<LiveEventsSubscription>): void {
      const id = pending.size > 0 && result.data ? entityIdOf(result.data.events) : undefined;
      if (id !== undefined) written.set(id, { result, begun });
    }

    function since(start: number): OperationResult[] {
      return [...written.values()].filter((each) => each.begun > start).map(({ result }) => result);
    }

    return (operations) =>
      pipe(
        operations,
        tap(({ kind, key }) => {
          if (kind === 'teardown') end(key);
          if (kind !== 'query' || pending.has(key)) return;
          pending.set(key, begun);
          begun += 1;
        }),
        forward,
        mergeMap((result) => {
          const { kind, key } = result.operation;
          if (kind === 'subscription') keep(result as OperationResult<LiveEventsSubscription>);
          const start = kind === 'query' ? pending.get(key) : undefined;
          if (start === undefined) return fromArray([result]);
          const newer = since(start);
          end(key);
          return fromArray([result, ...newer]);
        }),
      );
  };
}
