import { setImmediate } from 'node:timers/promises';

import { CLOSE, type Connection } from './connection.ts';

/** Closes with 1001 when the queries and mutations that are running have been answered. */
export async function closeWhenAnswered(connection: Connection): Promise<void> {
  await Promise.allSettled([...(connection.executions ?? [])]);
  // The response is sent in the event loop turns that follow its execution.
  await setImmediate();
  connection.close(CLOSE.goingAway, 'Going away');
}
