import type { Clock } from '../../domain/clock.ts';
import type { Database } from './sql.ts';

export interface DatabaseClock {
  now: Clock;
  close(): void;
}

const SYNC_MS = 60_000;

/**
 * The database's time, read once a minute and carried on by this machine's monotonic clock. All instances agree on it,
 * and a clock that is set wrong or changed on one of them moves nothing. `onError` is told of a reading that failed;
 * the last one is carried on.
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
  // The answer was true somewhere on its way: in the middle is closest.
  return { timeMs, atMs: (askedMs + performance.now()) / 2 };
}
