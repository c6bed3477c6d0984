import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';

import { kindOfId } from '../domain/ids.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { Db } from './drizzle.ts';
import { webhook } from './webhook-tables.ts';

/** Keeps other transactions from adding webhooks to the tenant until this one ends: their number can be trusted then. */
export async function lockWebhookCount(tx: Db, tenantId: string): Promise<number> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks of ${tenantId}`}, 0))`);
  const [row] = await tx.select({ count: count() }).from(webhook).where(eq(webhook.tenantId, tenantId));
  return row?.count ?? 0;
}

export async function insertWebhook(db: Db, values: Webhook): Promise<void> {
  await db.insert(webhook).values(values);
}

/** All webhooks of a tenant, oldest first. */
export async function findWebhooks(db: Db, tenantId: string): Promise<Webhook[]> {
  return db
    .select()
    .from(webhook)
    .where(eq(webhook.tenantId, tenantId))
    .orderBy(asc(webhook.createdAt), asc(webhook.id));
}

export async function findWebhook(db: Db, tenantId: string, id: string): Promise<Webhook | undefined> {
  return (await db.select().from(webhook).where(ofId(tenantId, id)))[0];
}

/** As `findWebhook`, and no other transaction changes it before this one ends. */
export async function lockWebhook(tx: Db, tenantId: string, id: string): Promise<Webhook | undefined> {
  return (await tx.select().from(webhook).where(ofId(tenantId, id)).for('update'))[0];
}

/** Those of the webhooks that are still there; none of them is changed before the transaction ends. */
export async function holdWebhooks(tx: Db, ids: readonly string[]): Promise<Webhook[]> {
  return tx
    .select()
    .from(webhook)
    .where(inArray(webhook.id, [...ids]))
    .orderBy(asc(webhook.id))
    .for('share');
}

export async function updateWebhook(db: Db, id: string, values: Partial<Omit<Webhook, 'id'>>): Promise<void> {
  await db.update(webhook).set(values).where(eq(webhook.id, id));
}

/** Removes it with all its deliveries. */
export async function deleteWebhook(db: Db, id: string): Promise<void> {
  await db.delete(webhook).where(eq(webhook.id, id));
}

/** The receiver at this URL has said that it is gone. A webhook that was given another URL meanwhile is not concerned. */
export async function stopWebhook(db: Db, { id, url }: Pick<Webhook, 'id' | 'url'>, reason: string): Promise<void> {
  await db
    .update(webhook)
    .set({ status: 'STOPPED', statusReason: reason })
    .where(and(eq(webhook.id, id), eq(webhook.url, url), eq(webhook.status, 'ACTIVE')));
}

/** The receiver at this URL has asked for no requests before that time. */
export async function keepQuiet(db: Db, { id, url }: Pick<Webhook, 'id' | 'url'>, quietUntil: Date): Promise<void> {
  await db
    .update(webhook)
    .set({ quietUntil })
    .where(and(eq(webhook.id, id), eq(webhook.url, url)));
}

/** What is no id of a webhook finds none. */
function ofId(tenantId: string, id: string) {
  return and(eq(webhook.tenantId, tenantId), kindOfId(id) === 'WEBHOOK' ? eq(webhook.id, id) : sql`false`);
}
