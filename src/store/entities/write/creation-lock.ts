import { shareLock, takeLock } from '../../database/advisory-lock.ts';
import type { Db } from '../../database/drizzle.ts';

/**
 * Must be called before a request to create an entity is examined. Any number of requests can hold it at once, but a
 * request waits for an import that has reached its end, and then sees what it has created.
 */
export async function joinCreations(tx: Db, tenantId: string): Promise<void> {
  await shareLock(tx, ['creations', tenantId]);
}

/**
 * Waits for requests to create that are in progress, and blocks others until the commit, so it must be called late. One
 * lock for all, because Postgres has no room for one for each name of an import.
 */
export async function keepCreationsOut(tx: Db, tenantId: string): Promise<void> {
  await takeLock(tx, ['creations', tenantId]);
}
