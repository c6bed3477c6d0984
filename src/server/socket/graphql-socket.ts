import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import { CloseCode, handleProtocols, MessageType, parseMessage } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';

import { CLOSE, type Connection, createConnection, endStreams } from './connection.ts';
import { createSocketProtocol, type SocketProtocolParts } from './socket-protocol.ts';

const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const PING_INTERVAL_MS = 12_000;

export interface GraphQLSocketServer {
  /** Takes over a connection that asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  socketCount(): number;
  /**
   * Closes all sockets with 1001, each when its running queries and mutations are answered, and cuts those that have
   * not closed within the time. Event streams go on until then: whoever comes back resumes them.
   */
  close(graceMs: number): Promise<void>;
}

/** GraphQL over WebSocket: https://github.com/graphql/graphql-over-http and the graphql-transport-ws protocol. */
export function createGraphQLSocket(parts: SocketProtocolParts): GraphQLSocketServer {
  const { logger } = parts;
  const protocol = createSocketProtocol(parts);
  const connections = new Map<WebSocket, Connection>();
  // Without compression: it costs memory for each socket, and small messages gain nothing.
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  sockets.on('connection', (socket: WebSocket) => {
    const connection = createConnection(socket);
    connections.set(socket, connection);
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
      connections.delete(socket);
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
      const closed = [...connections.values()].map(
        ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
      );
      const cut = setTimeout(() => {
        for (const { socket } of connections.values()) socket.terminate();
      }, graceMs);
      for (const connection of connections.values()) void closeWhenAnswered(connection);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}

async function closeWhenAnswered({ socket, executions }: Connection): Promise<void> {
  await Promise.allSettled(executions);
  // The answer is sent in the turns that follow its execution.
  await setImmediate();
  socket.close(CLOSE.goingAway, 'Going away');
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
