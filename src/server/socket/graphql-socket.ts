import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';

import { closeReason } from './close-reason.ts';
import { CLOSE, type Connection, createConnection, endStreams } from './connection.ts';
import { guardInput, type InputLimits } from './guard-input.ts';
import { Outbox } from './outbox.ts';
import { pingSockets } from './ping-sockets.ts';
import { sendText } from './send-text.ts';
import { createSocketProtocol, type SocketProtocolParts } from './socket-protocol.ts';

const MAX_MESSAGE_BYTES = 256 * 1024;
/** What clients can hold open on one instance, and for how long. */
export interface SocketLimits extends InputLimits {
  maxSockets: number;
  /** Unacknowledged sockets; they also count among all sockets. */
  maxUnacknowledged: number;
  /** How long a socket may take to send connection_init. */
  initMs: number;
  /** How long a client that is not authenticated yet, or breaks the rules, may take to close its side. */
  closingMs: number;
}

const DEFAULTS = {
  // As much as Node accepts in headers, which is where tokens are otherwise.
  maxBytesBefore: 16 * 1024,
  initMs: 3_000,
  closingMs: 1_000,
  messageMs: 15_000,
};

export interface GraphQLSocketServer {
  /** Takes over a connection that requests a WebSocket. False: there is no room, and it is left to the caller. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  socketCount(): number;
  /**
   * Closes all sockets with 1001, each when its running queries and mutations are answered, and cuts those that have
   * not closed within the time. Event streams continue until then: clients resume them after reconnecting.
   */
  close(graceMs: number): Promise<void>;
}

/** GraphQL over WebSocket: https://github.com/graphql/graphql-over-http and the graphql-transport-ws protocol. */
export function createGraphQLSocket(
  parts: Omit<SocketProtocolParts, 'initMs'>,
  limits: Pick<SocketLimits, 'maxSockets' | 'maxUnacknowledged'> & Partial<SocketLimits>,
): GraphQLSocketServer {
  const { logger } = parts;
  const { maxSockets, maxUnacknowledged, maxBytesBefore, messageMs, initMs, closingMs } = { ...DEFAULTS, ...limits };
  const protocol = createSocketProtocol({ ...parts, initMs });
  const connections = new Map<WebSocket, Connection>();
  /** From the oldest on. */
  const unacknowledged = new Set<WebSocket>();
  // Without compression, which costs memory for each socket and gains nothing for small messages.
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  /** Closes, and cuts a client that does not close its side: until then, it would keep in memory what it has sent. */
  function closeSoon(socket: WebSocket, code?: number, reason?: string): void {
    socket.close(code, closeReason(reason));
    setTimeout(() => {
      socket.terminate();
    }, closingMs).unref();
  }

  function accept(socket: WebSocket, stream: Duplex): void {
    const input = guardInput(
      stream,
      { maxBytesBefore, messageMs },
      {
        tooMuch: () => {
          closeSoon(socket, CLOSE.tooLarge, `More than ${maxBytesBefore} bytes before the acknowledgement`);
        },
        tooLong: () => {
          closeSoon(socket, CLOSE.refused, 'A message took too long');
        },
      },
    );
    const connection = createConnection({
      socket,
      outbox: new Outbox(socket, stream, () => {
        const { tenantId, actor } = connection.viewer ?? {};
        logger.warn({ tenantId, actorId: actor?.actorId }, 'client too slow');
        endStreams(connection);
        socket.close(CLOSE.tooSlow, 'Too slow');
      }),
      onAcknowledged() {
        unacknowledged.delete(socket);
        input.acknowledge();
      },
    });
    connections.set(socket, connection);
    unacknowledged.add(socket);
    endOldestUnacknowledged();
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => sendText(socket, data),
        close: (code, reason) => {
          if (unacknowledged.has(socket)) closeSoon(socket, code, reason);
          else socket.close(code, closeReason(reason));
        },
        onMessage: (handle) => {
          socket.on('message', (data: Buffer) => {
            void handle(data.toString());
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
      unacknowledged.delete(socket);
      input[Symbol.dispose]();
      clearTimeout(connection.expiry);
      endStreams(connection);
      closed(code, reason.toString()).catch((error: unknown) => {
        logger.error({ err: error }, 'a socket could not be cleaned up');
      });
    });
  }

  /** The newest are kept: an honest client is acknowledged long before so many others have connected. */
  function endOldestUnacknowledged(): void {
    const [oldest] = unacknowledged;
    if (!oldest || unacknowledged.size <= maxUnacknowledged) return;
    unacknowledged.delete(oldest);
    oldest.terminate();
  }

  const stopPinging = pingSockets(sockets);
  let closing = false;

  return {
    upgrade(request, stream, head) {
      if (closing) {
        stream.destroy();
        return true;
      }
      if (connections.size >= maxSockets) return false;
      sockets.handleUpgrade(request, stream, head, (socket) => {
        accept(socket, stream);
        sockets.emit('connection', socket);
      });
      return true;
    },
    socketCount: () => sockets.clients.size,
    async close(graceMs) {
      closing = true;
      stopPinging();
      const open = [...connections.keys()];
      const closed = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      const cut = setTimeout(() => {
        for (const socket of open) socket.terminate();
      }, graceMs);
      for (const [socket, connection] of connections) void closeWhenAnswered(socket, connection);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}

async function closeWhenAnswered(socket: WebSocket, { executions }: Connection): Promise<void> {
  await Promise.allSettled(executions);
  // The response is sent in the event loop turns that follow its execution.
  await setImmediate();
  socket.close(CLOSE.goingAway, 'Going away');
}
