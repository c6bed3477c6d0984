import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';

import { closeWhenAnswered } from '../operations/close-when-answered.ts';
import { CLOSE } from '../operations/connection.ts';
import { createSocketProtocol, type SocketProtocolParts } from '../operations/socket-protocol.ts';
import type { InputLimits } from './input-guard.ts';
import { pingSockets } from './ping-sockets.ts';
import { SocketConnection, type SocketRules } from './socket-connection.ts';

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

/** How often to look for sockets that have not sent connection_init, within the time that they have for it. */
const LOOKS_PER_INIT = 6;

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
  parts: SocketProtocolParts,
  limits: Pick<SocketLimits, 'maxSockets' | 'maxUnacknowledged'> & Partial<SocketLimits>,
): GraphQLSocketServer {
  const { logger } = parts;
  const { maxSockets, maxUnacknowledged, maxBytesBefore, messageMs, initMs, closingMs } = { ...DEFAULTS, ...limits };
  const protocol = createSocketProtocol(parts);
  const connections = new Map<WebSocket, SocketConnection>();
  /** From the oldest on. */
  const unacknowledged = new Set<SocketConnection>();
  // Without compression, which costs memory for each socket and gains nothing for small messages.
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const rules: SocketRules = {
    closingMs,
    input: {
      maxBytesBefore,
      messageMs,
      onTooMuch(connection) {
        connection.closeSoon(CLOSE.tooLarge, `More than ${maxBytesBefore} bytes before the acknowledgement`);
      },
      onTooLong(connection) {
        connection.closeSoon(CLOSE.refused, 'A message took too long');
      },
    },
    onAcknowledged: (connection) => unacknowledged.delete(connection),
    onTooSlow(connection) {
      const { tenantId, actor } = connection.viewer ?? {};
      logger.warn({ tenantId, actorId: actor?.actorId }, 'client too slow');
      connection.endStreams();
      connection.close(CLOSE.tooSlow, 'Too slow');
    },
  };

  function accept(socket: WebSocket, stream: Duplex): void {
    const connection = new SocketConnection(socket, stream, rules);
    connections.set(socket, connection);
    unacknowledged.add(connection);
    endOldestUnacknowledged();
    connection.closed = protocol.opened(connection);
    // The same functions for all sockets, because each would be kept as long as its socket.
    socket.on('message', onMessage).on('error', onError).on('close', onClose);
  }

  function onMessage(this: WebSocket, data: Buffer): void {
    const connection = connections.get(this);
    if (connection) protocol.receive(connection, data.toString());
  }

  function onError(error: Error): void {
    logger.warn({ err: error }, 'socket error');
  }

  function onClose(this: WebSocket, code: number, reason: Buffer): void {
    const connection = connections.get(this);
    if (!connection) return;
    connections.delete(this);
    unacknowledged.delete(connection);
    connection[Symbol.dispose]();
    connection.closed(code, reason.toString()).catch((error: unknown) => {
      logger.error({ err: error }, 'a socket could not be cleaned up');
    });
  }

  /** The newest are kept: an honest client is acknowledged long before so many others have connected. */
  function endOldestUnacknowledged(): void {
    const [oldest] = unacknowledged;
    if (!oldest || unacknowledged.size <= maxUnacknowledged) return;
    unacknowledged.delete(oldest);
    oldest.socket.terminate();
  }

  function closeSilent(): void {
    const openedBeforeMs = performance.now() - initMs;
    for (const connection of unacknowledged) {
      if (connection.openedAtMs > openedBeforeMs) break;
      if (connection.hasInit) continue;
      connection.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    }
  }

  const stopPinging = pingSockets(sockets);
  const lookingForSilent = setInterval(closeSilent, initMs / LOOKS_PER_INIT).unref();
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
      clearInterval(lookingForSilent);
      const open = [...connections.keys()];
      const closed = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      const cut = setTimeout(() => {
        for (const socket of open) socket.terminate();
      }, graceMs);
      for (const connection of connections.values()) void closeWhenAnswered(connection);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}
