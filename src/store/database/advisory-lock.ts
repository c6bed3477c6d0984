import { sql } from 'drizzle-orm';
import * as z from 'zod';

import type { EntityType } from '../../events/schemas/vocabulary.ts';
import type { Db } from './drizzle.ts';
import type { Sql } from './sql.ts';

/**
 * What transactions lock other than rows: the kind, and what distinguishes it from others of that kind. Postgres has
 * one space of 64-bit numbers for all advisory locks of a database, so every lock is taken here, by a hash of the whole
 * list.
 */
export type AdvisoryLock =
  | readonly ['name', tenantId: string, entityType: EntityType, canonicalKey: string]
  | readonly ['notices', tenantId: string, eventOffset: number]
  | readonly ['incidentNotices', tenantId: string]
  | readonly ['setImpact', tenantId: string, changeSetId: string]
  | readonly ['creations', tenantId: string]
  | readonly ['import', tenantId: string]
  | readonly ['incidents', tenantId: string]
  | readonly ['scheduler-turns']
  | readonly ['monitoring-policy', tenantId: string]
  | readonly ['measurement', tenantId: string, schema: string, table: string];

/** What instances do one after another. The numbers must not change: instances of an older version lock them too. */
const INSTANCE_LOCKS = { migration: 7_316_205_418, queueSetUp: 7_316_205_419 } as const;

/** Waits until no other transaction holds the lock, shared or not, and holds it until this transaction ends. */
export async function takeLock(tx: Db, lock: AdvisoryLock): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${keyOf(lock)})`);
}

/**
 * As `takeLock` for several, always in the same order, by one statement. They must not be many: Postgres keeps all locks of
 * all transactions in a table of fixed size.
 */
export async function takeLocks(tx: Db, locks: readonly AdvisoryLock[]): Promise<void> {
  const texts = JSON.stringify([...new Set(locks.map((lock) => JSON.stringify(lock)))].sort());
  // OFFSET 0: otherwise, the planner may take the locks before it sorts.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(lock, 0)) FROM (
    SELECT lock FROM jsonb_array_elements_text(${texts}::jsonb) WITH ORDINALITY AS wanted (lock, number)
    ORDER BY number OFFSET 0) AS wanted`);
}

/** As `takeLock`, but any number of transactions can share it. */
export async function shareLock(tx: Db, lock: AdvisoryLock): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock_shared(${keyOf(lock)})`);
}

/** As `takeLock`, but does not wait: false if another transaction holds it. */
export async function tryLock(tx: Db, lock: AdvisoryLock): Promise<boolean> {
  const rows = await tx.execute(sql`SELECT pg_try_advisory_xact_lock(${keyOf(lock)}) AS held`);
  return z.tuple([z.object({ held: z.boolean() })]).parse(rows)[0].held;
}

/** Makes other instances that want to do the same wait until the transaction has ended, however long that takes. */
export async function lockInstances(transaction: Sql, lock: keyof typeof INSTANCE_LOCKS): Promise<void> {
  await transaction.query('SET LOCAL lock_timeout = 0');
  await transaction.query(`SET LOCAL idle_in_transaction_session_timeout = '60s'`);
  await transaction.query('SELECT pg_advisory_xact_lock($1::bigint)', [INSTANCE_LOCKS[lock]]);
}

function keyOf(lock: AdvisoryLock) {
  return sql`hashtextextended(${JSON.stringify(lock)}, 0)`;
}
