import type { Db } from './drizzle.ts';
import { deadLetter } from './tables.ts';

/** Durable work that failed for good. */
export type DeadLetter = typeof deadLetter.$inferSelect;

/** Keeps it; the same letter again is kept once. */
export async function insertDeadLetter(db: Db, letter: typeof deadLetter.$inferInsert): Promise<void> {
  await db.insert(deadLetter).values(letter).onConflictDoNothing();
}
