import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

import type { Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { isEventStream } from '../../events/live/event-stream.ts';
import type { StreamOptions } from '../../schema/kit/context.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import { hasRootField } from '../graphql/has-root-field.ts';
import type { Connection } from './connection.ts';
import { EventSubscription, type EventSubscriptionParts } from './event-subscription.ts';
import { executePerEvent, type MeasuredContext } from './execute-per-event.ts';
import type { Operation, OperationRequest } from './operation.ts';

type Results = AsyncIterableIterator<ExecutionResult> | ExecutionResult;

/** What graphql-ws hands on from the operation that was begun to the one that is run. */
export class OperationContext {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly viewer: Viewer;
  readonly request: OperationRequest;

  constructor(operation: Operation, connection: Connection, viewer: Viewer, request: OperationRequest) {
    this.operation = operation;
    this.connection = connection;
    this.viewer = viewer;
    this.request = request;
  }
}

export interface OperationRunnerParts extends EventSubscriptionParts {
  /** The context of resolvers, for one execution. */
  contextFor: (viewer: Viewer, stream?: StreamOptions, traceparent?: string) => MeasuredContext;
}

/**
 * Runs operations for graphql-ws. A failure ends only its operation: thrown here, it would close the socket for all.
 * For graphql-ws, a completed operation is over at once; what it has started ends by itself.
 */
export function createOperationRunner(parts: OperationRunnerParts) {
  const { contextFor, maskError } = parts;

  return {
    execute(args: ExecutionArgs): Promise<ExecutionResult> {
      const context = contextOf(args);
      const { executions, running } = context.connection;
      const execution = answerOf(() => {
        const contextValue = resolverContext(context);
        return executeWithinLimit(execute, { ...args, contextValue }, contextValue.answer);
      });
      executions.add(execution);
      return untilCompleted(
        context.operation,
        execution.finally(() => {
          executions.delete(execution);
          running.delete(context.operation);
        }),
      );
    },

    subscribe(args: ExecutionArgs): Promise<Results> {
      const context = contextOf(args);
      return untilCompleted(
        context.operation,
        answerOf(() => open(args, context)),
      );
    },
  };

  function resolverContext({ viewer, request: { bookmarks, traceparent } }: OperationContext): MeasuredContext {
    return contextFor(viewer, { bookmarks }, traceparent);
  }

  async function open(args: ExecutionArgs, context: OperationContext): Promise<Results> {
    const { operation, connection, viewer, request } = context;
    const { running, streams, socket } = connection;
    let isOpen = false;
    try {
      if (!hasRootField(args.document, args.operationName)) {
        throw new AppError('BAD_USER_INPUT', 'The subscription selects no field after @skip and @include.');
      }
      const source = await createSourceEventStream({ ...args, contextValue: resolverContext(context) });
      if (!(Symbol.asyncIterator in source)) return source;
      isOpen = true;
      const onEnd = () => {
        running.delete(operation);
        streams.delete(results);
      };
      const results: AsyncIterableIterator<ExecutionResult> = isEventStream(source)
        ? new EventSubscription(parts, { connection, viewer, id: operation.id, request, onEnd })
        : whenEnded(executePerEvent({ args, source, contextFor: () => contextFor(viewer), maskError }), onEnd);
      streams.add(results);
      // Completed while the stream was opening, or its socket closed: then there was nothing to end yet.
      if (operation.isCompleted || socket.readyState !== socket.OPEN) await results.return?.();
      else if (isEventStream(source) && results instanceof EventSubscription) source.join(results);
      return results;
    } finally {
      if (!isOpen) running.delete(operation);
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

function contextOf({ contextValue }: ExecutionArgs): OperationContext {
  if (contextValue instanceof OperationContext) return contextValue;
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
