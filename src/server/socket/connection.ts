import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';

import type { Viewer } from '../../domain/viewer.ts';
import type { Operation } from './operation.ts';
import type { Outbox } from './outbox.ts';

/** The close codes that this server sends itself; stock clients reconnect after 1001, 1013 and 4403. */
export const CLOSE = {
  goingAway: 1001,
  refused: 1008,
  tooLarge: 1009,
  tooSlow: 1013,
  tryAgainLater: 1013,
  forbidden: CloseCode.Forbidden,
} as const;

/** Longest delay of a Node timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** One client's socket, and its open operations. */
export interface Connection {
  socket: Pick<WebSocket, 'readyState' | 'OPEN' | 'close'>;
  /** Known from the acknowledgement on. */
  viewer?: Viewer;
  onAcknowledged: () => void;
  outbox: Pick<Outbox, 'push' | 'flush' | 'untilReady'>;
  expiry?: NodeJS.Timeout;
  /** The current operation of each id, until nothing of it is left. */
  operations: Map<string, Operation>;
  /** Operations that have begun and not ended; one may continue for a while after it is completed. */
  running: Set<Operation>;
  /** Queries and mutations that are being executed. */
  executions: Set<Promise<unknown>>;
  /** Open event streams; all of them end with the connection. */
  streams: Set<AsyncIterator<unknown>>;
}

export function createConnection(parts: Pick<Connection, 'socket' | 'outbox' | 'onAcknowledged'>): Connection {
  return {
    ...parts,
    operations: new Map(),
    running: new Set(),
    executions: new Set(),
    streams: new Set(),
  };
}

export function endStreams({ streams }: Connection): void {
  for (const stream of [...streams]) void stream.return?.();
}

/** Closes the socket when the token has expired; the timer belongs to the connection, and is cleared with it. */
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
