import type { Clock } from '../../domain/clock.ts';
import type { Database } from './sql.ts';

export interface DatabaseClock {
  now: Clock;
  close(): void;
}

const SYNC_MS = 60_000;

/**
 * The database's time, read once a minute and advanced by this machine's monotonic clock. All instances agree on it,
 * and a wrong or changed system clock has no effect. `onError` is called when a reading failed; the last one then
 * continues.
 */
export async function openDatabaseClock(database: Database, onError: (error: unknown) => void): Promise<DatabaseClock> {
  let reading = await read(database);
  const timer = setInterval(() => {
    read(database).then((newest) => (reading = newest), onError);
  }, SYNC_MS).unref();
  return {
    now: () => new Date(reading.timeMs + performance.now() - reading.atMs),
    close() {
      clearInterval(timer);
    },
  };
}

async function read(database: Database): Promise<{ timeMs: number; atMs: number }> {
  const askedMs = performance.now();
  const { rows } = await database.query('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000', [], {
    rowMode: 'array',
  });
  const [[timeMs] = []] = rows as [number][];
  if (timeMs === undefined) throw new Error('the database does not tell the time');
  // The response was true at some moment between request and response: the middle is closest.
  return { timeMs, atMs: (askedMs + performance.now()) / 2 };
}
