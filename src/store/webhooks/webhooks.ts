import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';

import { kindOfId } from '../../domain/ids.ts';
import type { Webhook } from '../../domain/webhooks/webhook.ts';
import type { Db } from '../database/drizzle.ts';
import { lockCounter } from '../log/append/lock-counter.ts';
import { eventStream } from '../log/tables.ts';
import { webhook } from './tables.ts';

/**
 * Until this transaction ends, keeps others from appending events of the tenant, and from adding or removing its
 * webhooks. Returns what is fixed until then: the newest offset, and the number of webhooks.
 */
export async function lockWebhooks(tx: Db, tenantId: string): Promise<{ offset: number; count: number }> {
  const { lastOffset } = await lockCounter(tx, tenantId, 0);
  return { offset: lastOffset, count: await countWebhooks(tx, tenantId) };
}

async function countWebhooks(db: Db, tenantId: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(webhook).where(eq(webhook.tenantId, tenantId));
  return row?.count ?? 0;
}

/** After `lockWebhooks`: from the next event on, the append knows that there are webhooks. */
export async function insertWebhook(tx: Db, values: Webhook): Promise<void> {
  await tx.insert(webhook).values(values);
  await tx.update(eventStream).set({ hasWebhooks: true }).where(eq(eventStream.tenantId, values.tenantId));
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

/** The webhooks with these ids, in any order. */
export async function findWebhooksById(db: Db, tenantId: string, ids: readonly string[]): Promise<Webhook[]> {
  const where = and(eq(webhook.tenantId, tenantId), inArray(webhook.id, [...ids]));
  return db.select().from(webhook).where(where);
}

/** As `findWebhook`, and locks it against changes by other transactions until this one ends. */
export async function lockWebhook(tx: Db, tenantId: string, id: string): Promise<Webhook | undefined> {
  return (await tx.select().from(webhook).where(ofId(tenantId, id)).for('update'))[0];
}

/** Those of the webhooks that still exist, locked against changes until the transaction ends. */
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

/** Removes it, and its remaining deliveries, after `lockWebhooks`. */
export async function deleteWebhook(tx: Db, { tenantId, id }: Pick<Webhook, 'tenantId' | 'id'>): Promise<void> {
  await tx.delete(webhook).where(eq(webhook.id, id));
  const hasWebhooks = (await countWebhooks(tx, tenantId)) > 0;
  await tx.update(eventStream).set({ hasWebhooks }).where(eq(eventStream.tenantId, tenantId));
}

/**
 * The receiver at this URL has said that it is gone. Has no effect on a webhook that was given another URL meanwhile.
 */
export async function stopWebhook(db: Db, { id, url }: Pick<Webhook, 'id' | 'url'>, reason: string): Promise<void> {
  await db
    .update(webhook)
    .set({ status: 'STOPPED', statusReason: reason })
    .where(and(eq(webhook.id, id), eq(webhook.url, url), eq(webhook.status, 'ACTIVE')));
}

/**
 * The receiver at this URL has asked for no requests before that time; an earlier, longer request of that kind stays in
 * force.
 */
export async function keepQuiet(db: Db, { id, url }: Pick<Webhook, 'id' | 'url'>, quietUntil: Date): Promise<void> {
  await db
    .update(webhook)
    .set({ quietUntil: sql`greatest(${webhook.quietUntil}, ${quietUntil.toISOString()}::timestamptz)` })
    .where(and(eq(webhook.id, id), eq(webhook.url, url)));
}

/** A text that is not the id of a webhook finds none. */
function ofId(tenantId: string, id: string) {
  return and(eq(webhook.tenantId, tenantId), kindOfId(id) === 'WEBHOOK' ? eq(webhook.id, id) : sql`false`);
}
