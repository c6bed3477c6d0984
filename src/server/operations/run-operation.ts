import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

import type { Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { isEventStream, startOf } from '../../events/live/event-stream.ts';
import type { StreamOptions } from '../../schema/kit/context.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import { hasRootField } from '../graphql/has-root-field.ts';
import { BegunOperation } from './begun-operation.ts';
import { EventSubscription, type EventSubscriptionParts } from './event-subscription.ts';
import { executePerEvent, type MeasuredContext } from './execute-per-event.ts';
import type { Operation } from './operation.ts';
import { resumeAfter } from './resume-after.ts';

type Results = AsyncIterableIterator<ExecutionResult> | ExecutionResult;

export interface OperationRunnerParts extends EventSubscriptionParts {
  /** The context of resolvers, for one execution. */
  contextFor: (viewer: Viewer, stream?: StreamOptions, traceparent?: string) => MeasuredContext;
}

/**
 * Runs operations. A failure ends only its operation: thrown here, it would close the socket for all. A completed
 * operation is over at once for its protocol; what it has started ends by itself.
 */
export function createOperationRunner(parts: OperationRunnerParts) {
  const { contextFor, maskError } = parts;

  return {
    execute(args: ExecutionArgs): Promise<ExecutionResult> {
      const begun = begunBy(args);
      const { connection, operation } = begun;
      const execution = answerOf(() => {
        const contextValue = resolverContext(begun);
        return executeWithinLimit(execute, { ...args, contextValue }, contextValue.answer);
      });
      const executions = (connection.executions ??= new Set());
      executions.add(execution);
      return untilCompleted(
        operation,
        execution.finally(() => {
          executions.delete(execution);
          connection.end(operation);
        }),
      );
    },

    subscribe(args: ExecutionArgs): Promise<Results> {
      const begun = begunBy(args);
      return untilCompleted(
        begun.operation,
        answerOf(() => open(args, begun)),
      );
    },
  };

  function resolverContext({ viewer, request: { bookmarks, traceparent } }: BegunOperation): MeasuredContext {
    return contextFor(viewer, { bookmarks }, traceparent);
  }

  async function open(args: ExecutionArgs, begun: BegunOperation): Promise<Results> {
    const { operation, connection, viewer, request } = begun;
    try {
      if (!hasRootField(args.document, args.operationName)) {
        throw new AppError('BAD_USER_INPUT', 'The subscription selects no field after @skip and @include.');
      }
      const cursor = request.resumeAfter;
      const document = cursor === undefined ? args.document : resumeAfter(args.schema, args.document, cursor);
      const source = await createSourceEventStream({ ...args, document, contextValue: resolverContext(begun) });
      if (!(Symbol.asyncIterator in source)) return source;
      const start = startOf(source);
      if (start !== undefined) connection.opened(start);
      // Completed while the stream was opening, or its socket closed: then there was nothing to end yet.
      const isOver = operation.isCompleted || !connection.isOpen;
      if (isEventStream(source)) {
        const subscription = new EventSubscription(parts, begun);
        operation.stream = subscription;
        if (isOver) await subscription.return();
        else source.join(subscription);
        return subscription;
      }
      const results = whenEnded(
        executePerEvent({
          args,
          source,
          contextFor: () => contextFor(viewer),
          maskError,
          onPosition(cursor) {
            operation.cursor = cursor;
          },
        }),
        () => {
          connection.end(operation);
        },
      );
      operation.stream = results;
      if (isOver) await results.return?.();
      return results;
    } finally {
      if (!operation.stream) connection.end(operation);
    }
  }

  async function answerOf<T>(run: () => Promise<T>): Promise<T | ExecutionResult> {
    try {
      return await run();
    } catch (error) {
      return { errors: [maskError(error)] };
    }
  }
}

function begunBy({ contextValue }: ExecutionArgs): BegunOperation {
  if (contextValue instanceof BegunOperation) return contextValue;
  throw new Error('an operation that nobody has begun');
}

/** The result of a completed operation is ignored: graphql-ws does not send it. */
function untilCompleted<T>(operation: Operation, work: Promise<T>): Promise<T | ExecutionResult> {
  return new Promise((resolve, reject) => {
    operation.onCompleted = () => {
      resolve({});
    };
    if (operation.isCompleted) resolve({});
    work.then(resolve, reject).finally(() => {
      operation.onCompleted = undefined;
    });
  });
}

/** The same stream, with a callback that is called once when it ends, however it does. Nothing comes after `return`. */
function whenEnded<T>(stream: AsyncIterableIterator<T>, onEnd: () => void): AsyncIterableIterator<T> {
  const done = { value: undefined, done: true } as const;
  let isEnded = false;
  const end = () => {
    isEnded = true;
    onEnd();
  };
  const observed: AsyncIterableIterator<T> = {
    async next() {
      const result = await stream.next();
      if (result.done) end();
      return isEnded ? done : result;
    },
    async return() {
      end();
      await stream.return?.();
      return done;
    },
    [Symbol.asyncIterator]: () => observed,
  };
  return observed;
}
