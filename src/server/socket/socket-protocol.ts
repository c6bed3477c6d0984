import { execute, getOperationAST, type GraphQLSchema } from 'graphql';
import { CloseCode, type Context, makeServer, type Server } from 'graphql-ws';

import { AppError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { createContext, type SchemaContext, type SchemaParts } from '../../schema/kit/context.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { executeWithinLimit } from '../graphql/execute-within-limit.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import { prepareDocument } from '../graphql/prepare-operation.ts';
import { parseTraceparent, partsInTrace } from '../graphql/trace-context.ts';
import { CLOSE, closeAtExpiry, type Connection, endStreams } from './connection.ts';
import { subscribePerEvent } from './subscribe-per-event.ts';

const MAX_OPERATIONS_PER_SOCKET = 100;

/** The context of an operation, and whose it is. */
type OperationContext = SchemaContext & { operation: { id: string; connection: Connection } };
type SocketContext = Context<Record<string, unknown>, Connection>;

export interface SocketProtocolParts {
  schema: GraphQLSchema;
  parts: SchemaParts;
  authenticate: Authenticate;
  maskError: MaskError;
  logger: Logger;
}

/** The graphql-transport-ws protocol, with this server's limits: what happens on a socket, whatever carries it. */
export function createSocketProtocol(server: SocketProtocolParts): Server<Connection> {
  const { schema, parts, authenticate, maskError, logger } = server;

  async function connect({ extra, connectionParams = {} }: SocketContext): Promise<boolean> {
    try {
      extra.viewer = await authenticate(credentialsOf(connectionParams));
    } catch (error) {
      if (error instanceof AppError) return false;
      logger.error({ err: error }, 'a token could not be checked');
      extra.socket.close(CLOSE.tryAgainLater, 'The token cannot be checked now');
      return false;
    }
    if (extra.socket.readyState !== extra.socket.OPEN) return false;
    if (extra.viewer.expiresAt) closeAtExpiry(extra, extra.viewer.expiresAt);
    return true;
  }

  return makeServer<Record<string, unknown>, Connection>({
    onConnect: connect,
    onSubscribe({ extra, connectionParams }, id, { query, operationName, variables, extensions }) {
      const { viewer, socket, operations } = extra;
      if (!viewer) throw new Error('an operation before the connection was acknowledged');
      // An id that was completed while its stream was still opening is not free yet: reused, the first stream would be
      // nobody's and never end.
      if (operations.has(id)) {
        socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
        return [maskError(new AppError('BAD_USER_INPUT', `The id ${id} is in use.`))];
      }
      if (operations.size >= MAX_OPERATIONS_PER_SOCKET) {
        const message = `A socket carries at most ${MAX_OPERATIONS_PER_SOCKET} operations at a time.`;
        return [maskError(new AppError('RATE_LIMITED', message))];
      }
      // What is returned here is told to this operation alone; what is thrown would close the socket for all.
      const document = prepareDocument(schema, query, variables);
      if (!('kind' in document)) return document.map(maskError);
      if (!getOperationAST(document, operationName)) {
        return [maskError(new AppError('BAD_USER_INPUT', 'The document has no such operation.'))];
      }
      operations.add(id);
      const cutOff = () => {
        logger.warn({ tenantId: viewer.tenantId, actorId: viewer.actor.actorId, operation: id }, 'client too slow');
        endStreams(extra);
        socket.close(CLOSE.tooSlow, 'Too slow');
      };
      const stream = { bookmarks: extensions?.bookmarks === true, cutOff };
      const traceparent = parseTraceparent(extensions?.traceparent) ?? parseTraceparent(connectionParams?.traceparent);
      return {
        schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: Object.assign(createContext(partsInTrace(parts, traceparent), viewer, stream), {
          operation: { id, connection: extra },
        }),
      };
    },
    async execute(args) {
      const { answer, operation } = args.contextValue as OperationContext;
      const { id, connection } = operation;
      const { operations, executions } = connection;
      const execution = executeWithinLimit(execute, args, answer);
      executions.add(execution);
      try {
        return await execution;
      } finally {
        executions.delete(execution);
        operations.delete(id);
      }
    },
    async subscribe(args) {
      const { viewer, bookmarks, cutOff, operation } = args.contextValue as OperationContext;
      const { id, connection } = operation;
      const { operations, streams, socket } = connection;
      const stream = { bookmarks, cutOff };
      const result = await subscribePerEvent(args, () => createContext(parts, viewer, stream), maskError);
      if (!(Symbol.asyncIterator in result)) {
        operations.delete(id);
        return result;
      }
      const results = whenEnded(result, () => {
        operations.delete(id);
        streams.delete(results);
      });
      streams.add(results);
      // The socket may have closed while the stream was opening; its close found nothing to end then.
      if (socket.readyState !== socket.OPEN) await results.return?.();
      return results;
    },
    onNext: (_ctx, _id, _payload, _args, result) =>
      result.errors && { ...result, errors: result.errors.map((error) => maskError(error).toJSON()) },
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => maskError(error).toJSON()),
  });
}

/** The same stream, and somebody who is told once when it ends, however it does. */
function whenEnded<T>(stream: AsyncIterableIterator<T>, onEnd: () => void): AsyncIterableIterator<T> {
  const observed: AsyncIterableIterator<T> = {
    async next() {
      const result = await stream.next();
      if (result.done) onEnd();
      return result;
    },
    async return() {
      onEnd();
      await stream.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => observed,
  };
  return observed;
}

/** Connection parameters stand in for headers, whose names have no case. */
function credentialsOf(params: Readonly<Record<string, unknown>>) {
  const text = (name: string): string | undefined => {
    const value = Object.entries(params).find(([key]) => key.toLowerCase() === name)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  return { authorization: text('authorization'), actorId: text('x-actor-id') };
}
