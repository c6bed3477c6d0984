import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { execute, getOperationAST, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer, MessageType, parseMessage, type Context } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';

import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { createContext, type SchemaContext, type SchemaParts } from '../schema/context.ts';
import type { Authenticate } from './authenticate.ts';
import type { MaskError } from './mask-error.ts';
import { prepareDocument } from './prepare-operation.ts';
import { subscribePerEvent } from './subscribe-per-event.ts';

/** The close codes that this server uses itself; stock clients come back after each of them. */
const CLOSE = { goingAway: 1001, tooSlow: 1013, tryAgainLater: 1013, forbidden: CloseCode.Forbidden } as const;

const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const MAX_OPERATIONS_PER_SOCKET = 100;
const PING_INTERVAL_MS = 12_000;
/** Longest delay that a Node timer can have. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface Connection {
  socket: WebSocket;
  viewer?: Viewer;
  expiry?: NodeJS.Timeout;
  /** Ids of operations that have begun and not ended yet, whatever the protocol's own book says of them. */
  operations: Set<string>;
  /** Event streams that are open; all of them end with the connection. */
  streams: Set<AsyncIterator<unknown>>;
}

/** The context of an operation, and whose it is. */
type OperationContext = SchemaContext & { operation: { id: string; connection: Connection } };
type SocketContext = Context<Record<string, unknown>, Connection>;

export interface GraphQLSocketParts {
  schema: GraphQLSchema;
  parts: SchemaParts;
  authenticate: Authenticate;
  maskError: MaskError;
  logger: Logger;
}

export interface GraphQLSocketServer {
  /** Takes over a connection that asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  socketCount(): number;
  /** Closes all sockets with 1001, and cuts those that have not closed within the time. */
  close(graceMs: number): Promise<void>;
}

/** GraphQL over WebSocket: https://github.com/graphql/graphql-over-http and the graphql-transport-ws protocol. */
export function createGraphQLSocket(server: GraphQLSocketParts): GraphQLSocketServer {
  const { schema, parts, authenticate, maskError, logger } = server;
  // Without compression: it costs memory for each socket, and small messages gain nothing.
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

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

  const protocol = makeServer<Record<string, unknown>, Connection>({
    onConnect: connect,
    onSubscribe({ extra }, id, { query, operationName, variables }) {
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
      return {
        schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: Object.assign(createContext(parts, viewer, cutOff), { operation: { id, connection: extra } }),
      };
    },
    async execute(args) {
      const { id, connection } = (args.contextValue as OperationContext).operation;
      try {
        return await execute(args);
      } finally {
        connection.operations.delete(id);
      }
    },
    async subscribe(args) {
      const { viewer, cutOff, operation } = args.contextValue as OperationContext;
      const { id, connection } = operation;
      const { operations, streams, socket } = connection;
      const result = await subscribePerEvent(args, () => createContext(parts, viewer, cutOff), maskError);
      if (!(Symbol.asyncIterator in result)) {
        operations.delete(id);
        return result;
      }
      const stream = whenEnded(result, () => {
        operations.delete(id);
        streams.delete(stream);
      });
      streams.add(stream);
      // The socket may have closed while the stream was opening; its close found nothing to end then.
      if (socket.readyState !== socket.OPEN) await stream.return?.();
      return stream;
    },
    onNext: (_ctx, _id, _payload, _args, result) =>
      result.errors && { ...result, errors: result.errors.map((error) => maskError(error).toJSON()) },
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => maskError(error).toJSON()),
  });

  sockets.on('connection', (socket: WebSocket) => {
    const connection: Connection = { socket, operations: new Set(), streams: new Set() };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage: (handle) => {
          socket.on('message', (data: Buffer) => {
            const text = data.toString();
            if (isServerMessage(text)) {
              socket.close(CloseCode.BadRequest, 'Unexpected message type');
              return;
            }
            handle(text).catch((error: unknown) => {
              logger.error({ err: error }, 'a message could not be handled');
              socket.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      connection,
    );
    socket.on('error', (error) => {
      logger.warn({ err: error }, 'socket error');
    });
    socket.once('close', (code, reason) => {
      clearTimeout(connection.expiry);
      endStreams(connection);
      closed(code, reason.toString()).catch((error: unknown) => {
        logger.error({ err: error }, 'a socket could not be cleaned up');
      });
    });
  });

  const stopPinging = pingAll(sockets);
  let closing = false;

  return {
    upgrade(request, socket, head) {
      if (closing) {
        socket.destroy();
        return;
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        sockets.emit('connection', webSocket);
      });
    },
    socketCount: () => sockets.clients.size,
    async close(graceMs) {
      closing = true;
      stopPinging();
      const open = [...sockets.clients];
      const closed = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of open) socket.close(CLOSE.goingAway, 'Going away');
      const cut = setTimeout(() => {
        for (const socket of open) socket.terminate();
      }, graceMs);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}

const SERVER_MESSAGES: readonly string[] = [
  MessageType.ConnectionAck,
  MessageType.Next,
  MessageType.Error,
] satisfies MessageType[];

/** A message of the protocol that only a server may send; what is no message at all is the library's to refuse. */
function isServerMessage(text: string): boolean {
  try {
    return SERVER_MESSAGES.includes(parseMessage(text).type);
  } catch {
    return false;
  }
}

function endStreams({ streams }: Connection): void {
  for (const stream of [...streams]) void stream.return?.();
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

/** Resolves when the message has left this process: graphql-ws waits for it, and the feed's bound sees who is slow. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    // The feed bounds events; what is left is a client that asks, by pings or queries, and does not read.
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      socket.terminate();
      resolve();
      return;
    }
    socket.send(data, (error) => {
      // A socket that closed meanwhile is no error of the operation: its close event ends it.
      if (error && socket.readyState === socket.OPEN) reject(error);
      else resolve();
    });
  });
}

/** One timer for all sockets. Whoever has not answered the last ping by the next one is gone. */
function pingAll(sockets: WebSocketServer): () => void {
  const answered = new WeakSet<WebSocket>();
  sockets.on('connection', (socket: WebSocket) => {
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
  });
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, PING_INTERVAL_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

function closeAtExpiry(connection: Connection, expiresAt: Date): void {
  const delayMs = expiresAt.getTime() - Date.now();
  connection.expiry = setTimeout(
    () => {
      if (delayMs > MAX_TIMER_MS) closeAtExpiry(connection, expiresAt);
      else {
        endStreams(connection);
        connection.socket.close(CLOSE.forbidden, 'The token has expired');
      }
    },
    Math.min(Math.max(delayMs, 0), MAX_TIMER_MS),
  );
}

/** Connection parameters stand in for headers, whose names have no case. */
function credentialsOf(params: Readonly<Record<string, unknown>>) {
  const text = (name: string): string | undefined => {
    const value = Object.entries(params).find(([key]) => key.toLowerCase() === name)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  return { authorization: text('authorization'), actorId: text('x-actor-id') };
}
