import type { Db } from './drizzle.ts';
import { storeIdentity } from './tables.ts';

/**
 * The name of the store, the same for all its instances. A copy of a store has the same name until it is given another.
 */
export async function findStoreId(db: Db): Promise<string> {
  const [identity] = await db.select({ id: storeIdentity.id }).from(storeIdentity);
  if (!identity) throw new Error('the store has no name');
  return identity.id;
}

/** Gives the store a name of its own, if it is a copy of the template, which has none. */
export async function ensureStoreId(db: Db): Promise<void> {
  await db.insert(storeIdentity).values({}).onConflictDoNothing();
}
