import { CloseCode } from 'graphql-ws';

import type { Viewer } from '../../domain/viewer.ts';
import type { Batch } from '../../events/live/batch.ts';
import type { Operation } from './operation.ts';

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

/**
 * One client's way to the server, and its operations. A class, because there are very many, and most do nothing most of
 * the time: what each costs is memory.
 */
export abstract class Connection {
  abstract readonly isOpen: boolean;
  /** Known when it is authenticated. */
  viewer: Viewer | undefined;
  expiry: NodeJS.Timeout | undefined;
  /** The current operation of each id, until nothing of it is left. */
  readonly operations = new Map<string, Operation>();
  /** Operations that have begun and not ended; one may continue for a while after it is completed. */
  runningCount = 0;
  /** Queries and mutations that are being executed. */
  executions: Set<Promise<unknown>> | undefined;
  /** Sends the batch as `next` messages of the operation with that id (as JSON), in this turn of the event loop. */
  abstract sendBatch(batch: Batch, idText: string): void;
  /** Sends now what is to be sent in this turn. */
  abstract flush(): void;
  /** Resolves when the client has read what was sent, or is gone; undefined: little waits. */
  abstract untilReady(): Promise<void> | undefined;
  abstract close(code?: number, reason?: string): void;

  /** A subscription stands, and delivers what comes after the cursor. */
  opened(_cursor: string): void {
    // Where messages do not carry positions, nobody is told.
  }

  begin(operation: Operation): void {
    operation.isRunning = true;
    this.runningCount++;
  }

  /** The running operation has ended, however often this is said. */
  end(operation: Operation): void {
    if (!operation.isRunning) return;
    operation.isRunning = false;
    this.runningCount--;
  }

  endStreams(): void {
    for (const { stream } of [...this.operations.values()]) void stream?.return?.();
  }

  /** Closes when the token has expired; the timer belongs to the connection, and is cleared with it. */
  closeAtExpiry(expiresAt: Date): void {
    const delayMs = expiresAt.getTime() - Date.now();
    this.expiry = setTimeout(
      () => {
        if (delayMs > MAX_TIMER_MS) this.closeAtExpiry(expiresAt);
        else {
          this.endStreams();
          this.close(CLOSE.forbidden, 'The token has expired');
        }
      },
      Math.min(Math.max(delayMs, 0), MAX_TIMER_MS),
    );
  }
}
