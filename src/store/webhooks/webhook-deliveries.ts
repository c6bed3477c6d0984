import { and, asc, eq, inArray, isNull, lt, ne, or, sql, type SQLWrapper } from 'drizzle-orm';

import { idFrom, uuidIn } from '../../domain/ids.ts';
import type { Webhook, WebhookDelivery, WebhookDeliveryStatus } from '../../domain/webhooks/webhook.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { deriveId } from '../../events/schemas/create-event.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset, uuidOfId } from '../database/keyset.ts';
import type { Job } from '../queue/job-queue.ts';
import type { Transaction } from '../unit-of-work.ts';
import { webhook, webhookDelivery } from './tables.ts';

/** Name of the job handler that sends deliveries, and of its queue. */
export const WEBHOOK_DELIVERY = 'webhook-delivery';

export interface DeliveryKey {
  createdAt: string;
  id: string;
}

const NEWEST_FIRST = keyset<DeliveryKey>('descending', {
  createdAt: webhookDelivery.createdAt,
  id: uuidOfId('WEBHOOK_DELIVERY', webhookDelivery.id),
});

type Row = typeof webhookDelivery.$inferSelect;
/** Identifies the next request, by round and attempt: a job with an older state changes nothing. */
export type DeliveryState = Pick<WebhookDelivery, 'id' | 'round' | 'attempt'>;

/** There is one delivery of an event for a webhook, however often this is called. */
export function webhookDeliveryId(webhookId: string, event: Pick<Event, 'source' | 'id'>): string {
  return idFrom('WEBHOOK_DELIVERY', deriveId(WEBHOOK_DELIVERY, webhookId, event.source, event.id));
}

export interface JobOptions {
  startAfter?: Date;
  /** How often this attempt was postponed without a request. */
  delays?: number;
  /** Whether the job also releases the next deliveries of the webhook that were held. */
  releasesMore?: boolean;
}

/** The job that makes the next request of a delivery. */
export function webhookDeliveryJob(delivery: WebhookDelivery, options: JobOptions = {}): Job {
  const { startAfter, delays = 0, releasesMore = false } = options;
  const { id, tenantId, eventOffset, round, attempt } = delivery;
  return {
    queue: WEBHOOK_DELIVERY,
    id: deriveId('job', id, String(round), String(attempt), String(delays)),
    data: {
      work: WEBHOOK_DELIVERY,
      tenantId,
      offset: eventOffset,
      deliveryId: id,
      round,
      attempt,
      delays,
      releasesMore,
    },
    ...(startAfter && { startAfter }),
  };
}

/** Stores deliveries; returns the ids of those that were not stored already. */
export async function insertDeliveries(db: Db, deliveries: readonly WebhookDelivery[]): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = deliveries.map((delivery) => ({ ...delivery, id: uuidOf(delivery.id) }));
  const inserted = await db
    .insert(webhookDelivery)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: webhookDelivery.id });
  return new Set(inserted.map(({ id }) => idFrom('WEBHOOK_DELIVERY', id)));
}

export async function findDelivery(db: Db, tenantId: string, id: string): Promise<WebhookDelivery | undefined> {
  const [row] = await db.select().from(webhookDelivery).where(ofId(tenantId, id));
  return row && toDelivery(row);
}

/** The deliveries with these ids, in any order. */
export async function findDeliveriesById(db: Db, tenantId: string, ids: readonly string[]): Promise<WebhookDelivery[]> {
  const uuids = ids.flatMap((id) => uuidIn('WEBHOOK_DELIVERY', id) ?? []);
  const where = and(eq(webhookDelivery.tenantId, tenantId), inArray(webhookDelivery.id, uuids));
  return (await db.select().from(webhookDelivery).where(where)).map(toDelivery);
}

/** As `findDelivery`, and locks it against changes by other transactions until this one ends. */
export async function lockDelivery(tx: Db, tenantId: string, id: string): Promise<WebhookDelivery | undefined> {
  const [row] = await tx.select().from(webhookDelivery).where(ofId(tenantId, id)).for('update');
  return row && toDelivery(row);
}

/** A delivery that is to be sent, with its webhook; undefined if it is no longer in that state. */
export async function findPendingDelivery(
  db: Db,
  tenantId: string,
  state: DeliveryState,
): Promise<{ delivery: WebhookDelivery; webhook: Webhook } | undefined> {
  const [row] = await db
    .select({ delivery: webhookDelivery, webhook })
    .from(webhookDelivery)
    .innerJoin(webhook, eq(webhook.id, webhookDelivery.webhookId))
    .where(and(eq(webhookDelivery.tenantId, tenantId), inState(state)));
  return row && { delivery: toDelivery(row.delivery), webhook: row.webhook };
}

/** Changes a delivery that is still in the given state; false if it is not. */
export async function updateDelivery(
  db: Db,
  state: DeliveryState,
  values: Partial<Omit<WebhookDelivery, 'id'>>,
): Promise<boolean> {
  const where = inState(state);
  const updated = await db.update(webhookDelivery).set(values).where(where).returning({ id: webhookDelivery.id });
  return updated.length === 1;
}

/** Begins another round for a delivery, which the caller has locked. */
export async function beginRound(
  db: Db,
  delivery: WebhookDelivery,
  { now, giveUpAt }: { now: Date; giveUpAt: Date },
): Promise<WebhookDelivery> {
  const values = { ...newRound(now, giveUpAt), round: delivery.round + 1 };
  await db
    .update(webhookDelivery)
    .set(values)
    .where(eq(webhookDelivery.id, uuidOf(delivery.id)));
  return { ...delivery, ...values };
}

/** Released in one transaction; the job of the last one releases as many more. */
const RELEASED_AT_ONCE = 100;

/** Sends the deliveries, oldest event first, that were held while their webhook was not active. */
export async function releaseHeldDeliveries(
  tx: Pick<Transaction, 'db' | 'enqueue'>,
  webhookId: string,
  { now, giveUpAt }: { now: Date; giveUpAt: Date },
): Promise<void> {
  const held = await tx.db
    .select({ id: webhookDelivery.id })
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.webhookId, webhookId),
        eq(webhookDelivery.status, 'PENDING'),
        isNull(webhookDelivery.nextAttemptAt),
      ),
    )
    .orderBy(asc(webhookDelivery.eventOffset))
    .limit(RELEASED_AT_ONCE)
    .for('update');
  if (held.length === 0) return;
  const ids = held.map(({ id }) => id);
  const released = await tx.db
    .update(webhookDelivery)
    .set({ ...newRound(now, giveUpAt), round: sql`${webhookDelivery.round} + 1` })
    .where(inArray(webhookDelivery.id, ids))
    .returning();
  const inOrder = released.map(toDelivery).sort((a, b) => a.eventOffset - b.eventOffset);
  const hasMore = held.length === RELEASED_AT_ONCE;
  for (const [index, delivery] of inOrder.entries()) {
    tx.enqueue(webhookDeliveryJob(delivery, { releasesMore: hasMore && index === inOrder.length - 1 }));
  }
}

/** Newest first. */
export async function pageOfDeliveries(
  db: Db,
  webhookId: string,
  { statuses }: { statuses?: readonly WebhookDeliveryStatus[] | undefined },
  page: KeyRange<DeliveryKey>,
): Promise<WebhookDelivery[]> {
  const rows = await db
    .select()
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.webhookId, webhookId),
        statuses && inArray(webhookDelivery.status, [...statuses]),
        NEWEST_FIRST.between(page),
      ),
    )
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
  return rows.map(toDelivery);
}

/**
 * Removes deliveries that were created before that time, at most this many; returns how many. A delivery with a next
 * attempt is kept until that is over, and one that another transaction has locked until the next call.
 */
export function removeOldDeliveries(db: Db, before: Date, limit: number): Promise<number> {
  const { createdAt, status, nextAttemptAt } = webhookDelivery;
  const isOver = or(ne(status, 'PENDING'), isNull(nextAttemptAt));
  const old = db
    .select({ id: webhookDelivery.id })
    .from(webhookDelivery)
    .where(and(lt(createdAt, before), isOver))
    .orderBy(asc(createdAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  return removeThose(db, old);
}

/** Removes deliveries of a webhook, which the caller has locked, at most this many; returns how many. */
export function removeDeliveriesOf(tx: Db, webhookId: string, limit: number): Promise<number> {
  const some = tx
    .select({ id: webhookDelivery.id })
    .from(webhookDelivery)
    .where(eq(webhookDelivery.webhookId, webhookId))
    .limit(limit);
  return removeThose(tx, some);
}

async function removeThose(db: Db, ids: SQLWrapper): Promise<number> {
  const removed = await db
    .delete(webhookDelivery)
    .where(inArray(webhookDelivery.id, ids))
    .returning({ id: webhookDelivery.id });
  return removed.length;
}

function newRound(now: Date, giveUpAt: Date) {
  return { status: 'PENDING', attempt: 0, nextAttemptAt: now, giveUpAt, finishedAt: null } as const;
}

function toDelivery({ id, ...row }: Row): WebhookDelivery {
  return { ...row, id: idFrom('WEBHOOK_DELIVERY', id) };
}

function inState({ id, round, attempt }: DeliveryState) {
  return and(
    eq(webhookDelivery.id, uuidOf(id)),
    eq(webhookDelivery.status, 'PENDING'),
    eq(webhookDelivery.round, round),
    eq(webhookDelivery.attempt, attempt),
  );
}

function uuidOf(id: string): string {
  const uuid = uuidIn('WEBHOOK_DELIVERY', id);
  if (uuid === undefined) throw new Error(`${id} is no id of a delivery`);
  return uuid;
}

/** A text that is not the id of a delivery finds none. */
function ofId(tenantId: string, id: string) {
  const uuid = uuidIn('WEBHOOK_DELIVERY', id);
  return and(eq(webhookDelivery.tenantId, tenantId), uuid === undefined ? sql`false` : eq(webhookDelivery.id, uuid));
}
