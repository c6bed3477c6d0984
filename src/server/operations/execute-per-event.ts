import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

import { isBookmark } from '../../events/live/feed-reader.ts';
import type { AnswerSize } from '../../schema/kit/answer-size.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';

/** What resolvers work with, and the size of their response so far. */
export interface MeasuredContext {
  answer: AnswerSize;
}

export interface ExecutePerEventParts {
  args: ExecutionArgs;
  source: AsyncIterable<unknown>;
  contextFor: () => MeasuredContext;
  maskError: MaskError;
  /** Called with the position of each result before it is delivered. */
  onPosition: (cursor: string) => void;
}

/**
 * Executes each event of a stream that is one viewer's own, with a context of its own, so that no loader or
 * authorisation becomes stale during a long subscription. A bookmark is sent to the client as an extension, without
 * data. An error of the source ends the operation with that error, and leaves its socket alone.
 */
export function executePerEvent({
  args,
  source,
  contextFor,
  maskError,
  onPosition,
}: ExecutePerEventParts): AsyncIterableIterator<ExecutionResult> {
  const events = source[Symbol.asyncIterator]();
  let failed = false;
  const done = { value: undefined, done: true } as const;

  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      if (failed) return done;
      try {
        const event = await events.next();
        if (event.done) return done;
        if (isBookmark(event.value)) {
          onPosition(event.value.bookmark);
          return { value: { extensions: { bookmark: { cursor: event.value.bookmark } } }, done: false };
        }
        const contextValue = contextFor();
        const eventArgs = { ...args, rootValue: event.value, contextValue };
        const value = await executeWithinLimit(execute, eventArgs, contextValue.answer);
        const cursor = cursorOf(event.value);
        if (cursor !== undefined) onPosition(cursor);
        return { value, done: false };
      } catch (error) {
        failed = true;
        await events.return?.();
        return { value: { errors: [maskError(error)] }, done: false };
      }
    },
    // Forwarded at once, not queued behind a `next` that waits for an event: that would leak.
    async return() {
      await events.return?.();
      return done;
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

function cursorOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('cursor' in item)) return undefined;
  return typeof item.cursor === 'string' ? item.cursor : undefined;
}
