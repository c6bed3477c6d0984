import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { execute, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context } from 'graphql-ws';
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
const MAX_OPERATIONS_PER_SOCKET = 100;
const PING_INTERVAL_MS = 12_000;
/** Longest delay that a Node timer can have. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface Connection {
  socket: WebSocket;
  viewer?: Viewer;
  expiry?: NodeJS.Timeout;
}

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
    if (extra.viewer.expiresAt) closeAtExpiry(extra, extra.viewer.expiresAt);
    return true;
  }

  const protocol = makeServer<Record<string, unknown>, Connection>({
    onConnect: connect,
    onSubscribe({ extra, subscriptions }, id, { query, operationName, variables }) {
      const { viewer, socket } = extra;
      if (!viewer) throw new Error('an operation before the connection was acknowledged');
      if (Object.keys(subscriptions).length > MAX_OPERATIONS_PER_SOCKET) {
        const message = `A socket carries at most ${MAX_OPERATIONS_PER_SOCKET} operations at a time.`;
        return [maskError(new AppError('RATE_LIMITED', message))];
      }
      // What is returned here is told to this operation alone; what is thrown would close the socket for all.
      const document = prepareDocument(schema, query, variables);
      if (!('kind' in document)) return document.map(maskError);
      const cutOff = () => {
        logger.warn({ tenantId: viewer.tenantId, actorId: viewer.actor.actorId, operation: id }, 'client too slow');
        socket.close(CLOSE.tooSlow, 'Too slow');
      };
      return {
        schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: createContext(parts, viewer, cutOff),
      };
    },
    execute,
    subscribe: (args) => {
      const { viewer, cutOff } = args.contextValue as SchemaContext;
      return subscribePerEvent(args, () => createContext(parts, viewer, cutOff), maskError);
    },
    onNext: (_ctx, _id, _payload, _args, result) =>
      result.errors && { ...result, errors: result.errors.map((error) => maskError(error).toJSON()) },
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => maskError(error).toJSON()),
  });

  sockets.on('connection', (socket: WebSocket) => {
    const connection: Connection = { socket };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage: (handle) => {
          socket.on('message', (data: Buffer) => {
            handle(data.toString()).catch((error: unknown) => {
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
      closed(code, reason.toString()).catch((error: unknown) => {
        logger.error({ err: error }, 'a socket could not be cleaned up');
      });
    });
  });

  const stopPinging = pingAll(sockets);

  return {
    upgrade(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        sockets.emit('connection', webSocket);
      });
    },
    socketCount: () => sockets.clients.size,
    async close(graceMs) {
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

/** Resolves when the message has left this process: graphql-ws waits for it, and the feed's bound sees who is slow. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) {
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
      else connection.socket.close(CLOSE.forbidden, 'The token has expired');
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
