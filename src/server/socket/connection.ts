import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';

import type { Viewer } from '../../domain/viewer.ts';

/** The close codes that this server uses itself; stock clients come back after each of them. */
export const CLOSE = { goingAway: 1001, tooSlow: 1013, tryAgainLater: 1013, forbidden: CloseCode.Forbidden } as const;

/** Longest delay that a Node timer can have. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** One client's socket, and what it has open. */
export interface Connection {
  socket: WebSocket;
  viewer?: Viewer;
  expiry?: NodeJS.Timeout;
  /** Ids of operations that have begun and not ended yet, whatever the protocol's own book says of them. */
  operations: Set<string>;
  /** Queries and mutations that are being executed. */
  executions: Set<Promise<unknown>>;
  /** Event streams that are open; all of them end with the connection. */
  streams: Set<AsyncIterator<unknown>>;
}

export function createConnection(socket: WebSocket): Connection {
  return { socket, operations: new Set(), executions: new Set(), streams: new Set() };
}

export function endStreams({ streams }: Connection): void {
  for (const stream of [...streams]) void stream.return?.();
}

/** Closes the socket when the token has expired; the timer is the connection's, to be cleared with it. */
export function closeAtExpiry(connection: Connection, expiresAt: Date): void {
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
