import { CloseCode, type Context, makeServer, type Message, MessageType, parseMessage } from 'graphql-ws';

import { AppError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import { parseTraceparent } from '../graphql/trace-context.ts';
import { BegunOperation } from './begun-operation.ts';
import { CLOSE } from './connection.ts';
import type { MessageConnection } from './message-connection.ts';
import { prepareRequest } from './prepare-request.ts';
import { createOperationRunner, type OperationRunnerParts } from './run-operation.ts';
import { createTakeMessage } from './take-message.ts';

const MAX_OPERATIONS_PER_SOCKET = 100;
type SocketContext = Context<Record<string, unknown>, MessageConnection>;

export interface SocketProtocolParts extends OperationRunnerParts {
  authenticate: Authenticate;
  logger: Logger;
}

/** What happens on sockets, independent of the network. */
export interface SocketProtocol {
  /** Returns what to call when the socket has closed. */
  opened(connection: MessageConnection): (code?: number, reason?: string) => Promise<void>;
  /** Takes a message of the client. */
  receive(connection: MessageConnection, text: string): void;
}

/** The graphql-transport-ws protocol with this server's limits. */
export function createSocketProtocol(server: SocketProtocolParts): SocketProtocol {
  const { schema, authenticate, maskError, logger } = server;

  async function connect({ extra }: SocketContext): Promise<boolean> {
    const { connectionParams = {} } = extra;
    // Nobody needs the token any more.
    extra.connectionParams = undefined;
    try {
      extra.viewer = await authenticate(credentialsOf(connectionParams));
    } catch (error) {
      if (error instanceof AppError) return false;
      logger.error({ err: error }, 'a token could not be checked');
      extra.close(CLOSE.tryAgainLater, 'The token cannot be checked at the moment');
      return false;
    }
    if (!extra.isOpen) return false;
    extra.traceparent = parseTraceparent(connectionParams.traceparent);
    extra.acknowledged();
    if (extra.viewer.expiresAt) extra.closeAtExpiry(extra.viewer.expiresAt);
    return true;
  }

  const protocol = makeServer<Record<string, unknown>, MessageConnection>({
    ...createOperationRunner(server),
    // The server of the sockets does it, with one timer for all.
    connectionInitWaitTimeout: 0,
    onConnect: connect,
    // What is returned here goes to this operation alone; what is thrown would close the socket for all.
    onSubscribe({ extra }, id) {
      try {
        return begin(extra, id);
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
  function begin(connection: MessageConnection, id: string) {
    const { viewer } = connection;
    const operation = connection.operations.get(id);
    if (!viewer || !operation?.payload) throw new Error('an operation that nobody has let in');
    const { payload } = operation;
    operation.payload = undefined;
    if (connection.runningCount >= MAX_OPERATIONS_PER_SOCKET) {
      const message = `A socket can carry at most ${MAX_OPERATIONS_PER_SOCKET} operations at a time.`;
      return [maskError(new AppError('RATE_LIMITED', message))];
    }
    const request = prepareRequest(schema, payload, connection.traceparent);
    if (!('document' in request)) return request.map(maskError);
    const { document, operationName, variables } = request;
    connection.begin(operation);
    const contextValue = new BegunOperation(operation, connection, viewer, request);
    return { schema, document, operationName, variableValues: variables, contextValue };
  }

  const take = createTakeMessage({
    onDuplicate(connection, id) {
      connection.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    },
    onError(connection, error) {
      logger.error({ err: error }, 'a message could not be handled');
      connection.close(CloseCode.InternalServerError, 'Internal server error');
    },
  });

  return {
    opened: (connection) => protocol.opened(connection, connection),
    receive(connection, text) {
      const message = messageOf(text);
      if (message && SERVER_MESSAGES.includes(message.type)) {
        connection.close(CloseCode.BadRequest, 'Unexpected message type');
      } else take(connection, text, message);
    },
  };
}

/** An operation that waits for an earlier one with its id is not the one that has ended. */
function completeBegun({ operations }: MessageConnection, id: string): void {
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
