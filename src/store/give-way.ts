import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'drizzle-orm';

import { DEADLOCK, sqlStateOf } from './database/sql.ts';
import type { Transaction, UnitOfWork } from './unit-of-work.ts';

const LOCK_TIMEOUT = '55P03';

/** For this long it begins again: as long as any other transaction waits for a lock. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 100;

const WAIT_BRIEFLY = sql`SELECT set_config('lock_timeout',
  greatest(extract(epoch FROM current_setting('deadlock_timeout')::interval) * 250, 1)::int::text, true)`;

/** Whether a transaction failed because others held what it needed: nothing is written, and it may succeed later. */
export function isHeldUp(error: unknown): boolean {
  return [DEADLOCK, LOCK_TIMEOUT].includes(sqlStateOf(error) ?? '');
}

/**
 * A transaction of short work, which begins again if it is held up, for 15 s. It waits for a lock for a quarter of the
 * time after which Postgres looks for deadlocks. So in a deadlock with a long transaction, such as an import, it is this one that
 * lets go.
 */
export async function givingWay<T>(
  unitOfWork: Pick<UnitOfWork, 'transaction'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const startedAtMs = performance.now();
  for (;;) {
    try {
      return await unitOfWork.transaction(async (tx) => {
        await tx.db.execute(WAIT_BRIEFLY);
        return work(tx);
      });
    } catch (error) {
      if (!isHeldUp(error) || performance.now() - startedAtMs > PATIENCE_MS) throw error;
    }
    // Of different length, so that two of them do not meet again and again.
    await sleep(PAUSE_MS * (1 + Math.random()));
  }
}
