import { shareLock, takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';

/**
 * To be called before a request to create an entity is looked into: any number may be at it, but for the end of an
 * import. There, a request waits until the import is committed, and sees what it has created.
 */
export async function joinCreations(tx: Db, tenantId: string): Promise<void> {
  await shareLock(tx, ['creations', tenantId]);
}

/**
 * Waits for the requests to create that are being made, and keeps others out until the commit: to be called late. One
 * lock for all, because Postgres has no room for one for each name of an import.
 */
export async function keepCreationsOut(tx: Db, tenantId: string): Promise<void> {
  await takeLock(tx, ['creations', tenantId]);
}
