import { getOperationAST } from 'graphql';
import {
  CloseCode,
  type Context,
  makeServer,
  type Message,
  MessageType,
  parseMessage,
  type Server,
  type SubscribePayload,
} from 'graphql-ws';

import { AppError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { prepareDocument } from '../graphql/prepare-operation.ts';
import { parseTraceparent } from '../graphql/trace-context.ts';
import { CLOSE, closeAtExpiry, type Connection } from './connection.ts';
import { createOperationRunner, OperationContext, type OperationRunnerParts } from './run-operation.ts';
import { takeTurns } from './take-turns.ts';

const MAX_OPERATIONS_PER_SOCKET = 100;
type SocketContext = Context<Record<string, unknown>, Connection>;

export interface SocketProtocolParts extends OperationRunnerParts {
  authenticate: Authenticate;
  logger: Logger;
  /** How long a socket may take to send connection_init. */
  initMs: number;
}

/**
 * The graphql-transport-ws protocol with this server's limits: what happens on a socket, independent of the network.
 */
export function createSocketProtocol(server: SocketProtocolParts): Server<Connection> {
  const { schema, authenticate, maskError, logger, initMs } = server;

  async function connect({ extra, connectionParams = {} }: SocketContext): Promise<boolean> {
    try {
      extra.viewer = await authenticate(credentialsOf(connectionParams));
    } catch (error) {
      if (error instanceof AppError) return false;
      logger.error({ err: error }, 'a token could not be checked');
      extra.socket.close(CLOSE.tryAgainLater, 'The token cannot be checked at the moment');
      return false;
    }
    if (extra.socket.readyState !== extra.socket.OPEN) return false;
    extra.onAcknowledged();
    if (extra.viewer.expiresAt) closeAtExpiry(extra, extra.viewer.expiresAt);
    return true;
  }

  const protocol = makeServer<Record<string, unknown>, Connection>({
    ...createOperationRunner(server),
    connectionInitWaitTimeout: initMs,
    onConnect: connect,
    // What is returned here goes to this operation alone; what is thrown would close the socket for all.
    onSubscribe({ extra, connectionParams }, id, payload) {
      try {
        return begin(extra, id, payload, connectionParams?.traceparent);
      } catch (error) {
        return [maskError(error)];
      }
    },
    onNext: (_ctx, _id, _payload, _args, result) =>
      result.errors && { ...result, errors: result.errors.map((error) => maskError(error).toJSON()) },
    onError({ extra }, id, _payload, errors) {
      completeBegun(extra, id);
      return errors.map((error) => maskError(error).toJSON());
    },
    onComplete({ extra }, id) {
      completeBegun(extra, id);
    },
  });

  /** What to run, or why not. */
  function begin(connection: Connection, id: string, payload: SubscribePayload, socketTraceparent: unknown) {
    const { viewer, operations, running } = connection;
    const { query, operationName, variables, extensions } = payload;
    const operation = operations.get(id);
    if (!viewer || !operation) throw new Error('an operation that nobody has let in');
    if (running.size >= MAX_OPERATIONS_PER_SOCKET) {
      const message = `A socket can carry at most ${MAX_OPERATIONS_PER_SOCKET} operations at a time.`;
      return [maskError(new AppError('RATE_LIMITED', message))];
    }
    const document = prepareDocument(schema, query, variables);
    if (!('kind' in document)) return document.map(maskError);
    if (!getOperationAST(document, operationName)) {
      return [maskError(new AppError('BAD_USER_INPUT', 'The document does not contain this operation.'))];
    }
    const traceparent = parseTraceparent(extensions?.traceparent) ?? parseTraceparent(socketTraceparent);
    const bookmarks = extensions?.bookmarks === true;
    const contextValue = new OperationContext(operation, connection, viewer, {
      ...{ query, document, operationName, variables, bookmarks, traceparent },
    });
    running.add(operation);
    return { schema, document, operationName, variableValues: variables, contextValue };
  }

  return {
    opened: (socket, connection) =>
      protocol.opened(
        {
          ...socket,
          onMessage(handle) {
            const onDuplicate = (id: string) => {
              void socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
            };
            const onError = (error: unknown) => {
              logger.error({ err: error }, 'a message could not be handled');
              void socket.close(CloseCode.InternalServerError, 'Internal server error');
            };
            const take = takeTurns({ handle, operations: connection.operations, onDuplicate, onError });
            // Not waited for: nothing is kept of a message while its operation lasts.
            socket.onMessage((text) => {
              const message = messageOf(text);
              if (message && SERVER_MESSAGES.includes(message.type)) {
                void socket.close(CloseCode.BadRequest, 'Unexpected message type');
              } else take(text, message);
              return Promise.resolve();
            });
          },
        },
        connection,
      ),
  };
}

/** An operation that waits for an earlier one with its id is not the one that has ended. */
function completeBegun({ operations }: Connection, id: string): void {
  const operation = operations.get(id);
  if (operation?.hasBegun) operation.complete();
}

/** The messages of the protocol that only a server may send. */
const SERVER_MESSAGES: readonly MessageType[] = [MessageType.ConnectionAck, MessageType.Next, MessageType.Error];

/** Undefined for an invalid message, which the library refuses. */
function messageOf(text: string): Message | undefined {
  try {
    return parseMessage(text);
  } catch {
    return undefined;
  }
}

/** Connection parameters stand in for headers, whose names are case-insensitive. */
function credentialsOf(params: Readonly<Record<string, unknown>>) {
  const text = (name: string): string | undefined => {
    const value = Object.entries(params).find(([key]) => key.toLowerCase() === name)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  return { authorization: text('authorization'), actorId: text('x-actor-id') };
}
