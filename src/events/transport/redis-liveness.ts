import type { Redis } from 'ioredis';

import { inTime } from '../../in-time.ts';

/**
 * ioredis limits the time to connect, but not the wait for the first response: a connection that is made and then stays
 * silent would be waited for until the other end closed it.
 */
export function dropIfNeverReady(connection: Redis, deadlineMs: number): void {
  let late: NodeJS.Timeout | undefined;
  connection.on('connect', () => {
    late = setTimeout(() => {
      connection.disconnect(true);
    }, deadlineMs).unref();
  });
  for (const event of ['ready', 'close']) {
    connection.on(event, () => {
      clearTimeout(late);
    });
  }
}

/** A half-open connection stays `ready` for ever: one that does not answer in time is replaced. */
export async function checkConnection(connection: Redis, deadlineMs: number): Promise<void> {
  // A PING fails only because its connection broke, which reconnects by itself.
  const answer = connection.ping().catch(() => 'gone');
  await inTime(answer, deadlineMs, () => {
    connection.disconnect(true);
  });
}
