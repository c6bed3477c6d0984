import { and, eq, ne, sql } from 'drizzle-orm';

import { normalizeActorId } from '../../domain/actor-id.ts';
import type { NotificationOwner } from '../../domain/notifications/notification-head.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Database } from '../database/sql.ts';
import { entityFollow, notification, notificationCounter } from './tables.ts';

/**
 * Gives to each person, whose ids are now compared without case, what is kept for other spellings of the id: the
 * notifications, after those that are there, and what is followed. Idempotent, and to be called at each start: an
 * instance that still compares exactly may have added to it.
 */
export async function joinSpellings(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    const tx = drizzleOn(transaction);
    const person = sql<string>`lower(${entityFollow.actorId})`;
    const isOther = ne(entityFollow.actorId, person);
    await tx.execute(sql`INSERT INTO ${entityFollow} (tenant_id, actor_id, entity_id, followed_at)
      SELECT tenant_id, lower(actor_id), entity_id, min(followed_at) FROM ${entityFollow} WHERE ${isOther}
      GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING`);
    await tx.delete(entityFollow).where(isOther);

    const others = await tx
      .select({
        tenantId: notificationCounter.tenantId,
        recipient: notificationCounter.recipient,
        lastNumber: notificationCounter.lastNumber,
      })
      .from(notificationCounter)
      .where(ne(notificationCounter.recipient, sql`lower(${notificationCounter.recipient})`))
      .orderBy(notificationCounter.tenantId, notificationCounter.recipient)
      .for('update');
    for (const other of others) await joinInbox(tx, other);
  });
}

async function joinInbox(tx: Db, { lastNumber, ...other }: NotificationOwner & { lastNumber: number }): Promise<void> {
  const person = { ...other, recipient: normalizeActorId(other.recipient, 'ignore') };
  // Where the database knows a letter's lower case and this server does not, it is nobody else's.
  if (person.recipient === other.recipient) return;
  const [joined] = await tx
    .insert(notificationCounter)
    .values({ ...person, lastNumber })
    .onConflictDoUpdate({
      target: [notificationCounter.tenantId, notificationCounter.recipient],
      set: { lastNumber: sql`${notificationCounter.lastNumber} + ${lastNumber}` },
    })
    .returning({ lastNumber: notificationCounter.lastNumber });
  if (!joined) throw new Error('the inbox has no row');
  const ofOther = and(eq(notification.tenantId, other.tenantId), eq(notification.recipient, other.recipient));
  // Told of the same event under both spellings: once is enough.
  await tx.delete(notification).where(
    and(
      ofOther,
      sql`EXISTS (SELECT FROM ${notification} AS told WHERE told.tenant_id = ${other.tenantId}
        AND told.recipient = ${person.recipient} AND told.event_offset = ${notification.eventOffset}
        AND told.kind = ${notification.kind})`,
    ),
  );
  const number = sql`${notification.number} + ${joined.lastNumber - lastNumber}`;
  await tx.update(notification).set({ recipient: person.recipient, number }).where(ofOther);
  await tx
    .delete(notificationCounter)
    .where(and(eq(notificationCounter.tenantId, other.tenantId), eq(notificationCounter.recipient, other.recipient)));
}
