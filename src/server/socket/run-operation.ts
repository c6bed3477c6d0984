import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import type { Connection } from './connection.ts';
import type { Operation } from './operation.ts';
import { type MeasuredContext, subscribePerEvent } from './subscribe-per-event.ts';

type Results = AsyncIterableIterator<ExecutionResult> | ExecutionResult;

/** What is known of an operation besides the context of its resolvers. */
export interface OperationContext extends MeasuredContext {
  operation: Operation;
  connection: Connection;
  /** A context for the next event. */
  freshContext: () => MeasuredContext;
}

/**
 * Runs operations for graphql-ws. A failure ends only its operation: thrown here, it would close the socket for all.
 * For graphql-ws, a completed operation is over at once; what it has started ends by itself.
 */
export function createOperationRunner(maskError: MaskError) {
  return {
    execute(args: ExecutionArgs): Promise<ExecutionResult> {
      const { answer, operation, connection } = args.contextValue as OperationContext;
      const { running, executions } = connection;
      const execution = answerOf(() => executeWithinLimit(execute, args, answer));
      executions.add(execution);
      return untilCompleted(
        operation,
        execution.finally(() => {
          executions.delete(execution);
          running.delete(operation);
        }),
      );
    },

    subscribe(args: ExecutionArgs): Promise<Results> {
      const { operation } = args.contextValue as OperationContext;
      return untilCompleted(
        operation,
        answerOf(() => open(args)),
      );
    },
  };

  async function open(args: ExecutionArgs): Promise<Results> {
    const { operation, connection, freshContext } = args.contextValue as OperationContext;
    const { running, streams, socket } = connection;
    let isOpen = false;
    try {
      const result = await subscribePerEvent(args, freshContext, maskError);
      if (!(Symbol.asyncIterator in result)) return result;
      isOpen = true;
      const results = whenEnded(result, () => {
        running.delete(operation);
        streams.delete(results);
      });
      streams.add(results);
      // Completed while the stream was opening, or its socket closed: then there was nothing to end yet.
      if (operation.isCompleted || socket.readyState !== socket.OPEN) await results.return?.();
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

/** The result of a completed operation is ignored: graphql-ws does not send it. */
function untilCompleted<T>({ completed }: Operation, work: Promise<T>): Promise<T | ExecutionResult> {
  return Promise.race([work, completed.then((): ExecutionResult => ({}))]);
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
