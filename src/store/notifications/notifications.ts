import { and, eq, gt, inArray, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';

import { newId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import type { Notification, NotificationKind } from '../../domain/notifications/notification.ts';
import type { NotificationHead, NotificationOwner } from '../../domain/notifications/notification-head.ts';
import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, numberKeyset } from '../database/keyset.ts';
import { notification, notificationCounter } from './tables.ts';

export interface NotificationQuery {
  unreadOnly?: boolean | undefined;
  kinds?: readonly NotificationKind[] | undefined;
  /** Excludes later ones. */
  through?: number | undefined;
}

const NEWEST_FIRST = numberKeyset('descending', notification.number);

/** Only this transaction sends notices of the event: others that would send the same wait until it has ended. */
export async function lockNotices(tx: Db, tenantId: string, eventOffset: number): Promise<void> {
  await takeLock(tx, ['notices', tenantId, eventOffset]);
}

/** Recipients that one statement writes: each has eleven parameters, and Postgres accepts 65,535. */
const RECIPIENTS_AT_A_TIME = 1_000;

/**
 * Stores each recipient's notice of an event, unless the recipient has one of that kind, and returns who got one. The
 * caller holds the lock of the event's notices. Counters are locked in one fixed order, so that two transactions cannot
 * deadlock, and held until the commit: numbers have no gaps, and a reader that continues after one misses none.
 */
export async function insertNotifications(
  tx: Db,
  event: { tenantId: string; offset: number; id: string },
  notices: ReadonlyMap<string, Notice>,
  now: Date,
): Promise<string[]> {
  const notified: string[] = [];
  const inOrder = [...notices].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < inOrder.length; start += RECIPIENTS_AT_A_TIME) {
    const page = new Map(inOrder.slice(start, start + RECIPIENTS_AT_A_TIME));
    notified.push(...(await insertPage(tx, event, page, now)));
  }
  return notified;
}

async function insertPage(
  tx: Db,
  event: { tenantId: string; offset: number; id: string },
  notices: ReadonlyMap<string, Notice>,
  now: Date,
): Promise<string[]> {
  const { tenantId } = event;
  const had = await tx
    .select({ recipient: notification.recipient, kind: notification.kind })
    .from(notification)
    .where(
      and(
        eq(notification.tenantId, tenantId),
        eq(notification.eventOffset, event.offset),
        inArray(notification.recipient, [...notices.keys()]),
      ),
    );
  const toNotify = new Map(notices);
  for (const { recipient, kind } of had) {
    const notice = toNotify.get(recipient);
    if (notice?.kind !== kind) continue;
    toNotify.delete(recipient);
    if (notice.incidentId !== undefined) await joinIncident(tx, event, { recipient, kind }, notice.incidentId);
  }
  const recipients = [...toNotify.keys()].sort();
  if (recipients.length === 0) return [];
  const numbered = await tx
    .insert(notificationCounter)
    .values(recipients.map((recipient) => ({ tenantId, recipient, lastNumber: 1 })))
    .onConflictDoUpdate({
      target: [notificationCounter.tenantId, notificationCounter.recipient],
      set: { lastNumber: sql`${notificationCounter.lastNumber} + 1` },
    })
    .returning({ recipient: notificationCounter.recipient, number: notificationCounter.lastNumber });
  const common = { tenantId, eventOffset: event.offset, eventId: event.id, createdAt: now };
  const rows = numbered.flatMap(({ recipient, number }) => {
    const notice = toNotify.get(recipient);
    if (!notice) return [];
    const { kind, title, text, entityType, canonicalKey, incidentId = null } = notice;
    const content = { kind, title, text, entityType, canonicalKey, incidentId };
    return [{ ...common, ...content, recipient, number, id: newId('NOTIFICATION') }];
  });
  await tx.insert(notification).values(rows);
  return recipients;
}

/** What was told of an event before its incident was known is about the incident. */
async function joinIncident(
  tx: Db,
  event: { tenantId: string; offset: number },
  { recipient, kind }: { recipient: string; kind: NotificationKind },
  incidentId: string,
): Promise<void> {
  const isTold = and(
    eq(notification.tenantId, event.tenantId),
    eq(notification.eventOffset, event.offset),
    eq(notification.kind, kind),
    eq(notification.recipient, recipient),
    isNull(notification.incidentId),
  );
  await tx.update(notification).set({ incidentId }).where(isTold);
}

/**
 * How far the notifications have come. Creates the counter when it is first read, so that positions keep their meaning.
 */
export async function openNotifications(db: Db, owner: NotificationOwner): Promise<NotificationHead> {
  const found = await findHead(db, owner);
  if (found) return found;
  await db.insert(notificationCounter).values(owner).onConflictDoNothing();
  const created = await findHead(db, owner);
  if (!created) throw new Error('an inbox that was just made is not there');
  return created;
}

/** Number of the last notification, without counting the unread ones; undefined: there is no such counter. */
export async function findLastNumber(
  db: Db,
  { tenantId, recipient }: NotificationOwner,
): Promise<{ epoch: string; number: number } | undefined> {
  const [row] = await db
    .select({ epoch: notificationCounter.epoch, number: notificationCounter.lastNumber })
    .from(notificationCounter)
    .where(and(eq(notificationCounter.tenantId, tenantId), eq(notificationCounter.recipient, recipient)));
  return row;
}

async function findHead(db: Db, owner: NotificationOwner): Promise<NotificationHead | undefined> {
  const unread = db
    .select({ count: sql<number>`count(*)::int` })
    .from(notification)
    .where(and(ofOwner(owner), isNull(notification.readAt)));
  const [row] = await db
    .select({
      epoch: notificationCounter.epoch,
      lastNumber: notificationCounter.lastNumber,
      unreadCount: sql<number>`(${unread})`,
    })
    .from(notificationCounter)
    .where(and(eq(notificationCounter.tenantId, owner.tenantId), eq(notificationCounter.recipient, owner.recipient)));
  return row;
}

/** Newest first. */
export async function pageOfNotifications(
  db: Db,
  owner: NotificationOwner,
  { unreadOnly = false, kinds, through }: NotificationQuery,
  page: KeyRange<number>,
): Promise<Notification[]> {
  const where = and(
    unreadOnly ? isNull(notification.readAt) : undefined,
    kinds && inArray(notification.kind, [...kinds]),
    through === undefined ? undefined : lte(notification.number, through),
    NEWEST_FIRST.between(page),
  );
  return select(db, owner, where, page);
}

/** Those after the number, oldest first. */
export async function notificationsAfter(
  db: Db,
  owner: NotificationOwner,
  number: number,
  limit: number,
): Promise<Notification[]> {
  return select(db, owner, gt(notification.number, number), { limit, backwards: true });
}

/** The recipient's own among these, in any order. */
export async function findNotifications(
  db: Db,
  owner: NotificationOwner,
  ids: readonly string[],
): Promise<Notification[]> {
  return select(db, owner, inArray(notification.id, [...ids]), { limit: ids.length, backwards: true });
}

async function select(
  db: Db,
  owner: NotificationOwner,
  where: SQL | undefined,
  page: Pick<KeyRange<number>, 'limit' | 'backwards'>,
): Promise<Notification[]> {
  const rows = await db
    .select({ notification, epoch: notificationCounter.epoch })
    .from(notification)
    .innerJoin(
      notificationCounter,
      and(
        eq(notificationCounter.tenantId, notification.tenantId),
        eq(notificationCounter.recipient, notification.recipient),
      ),
    )
    .where(and(ofOwner(owner), where))
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
  return rows.map(({ notification, epoch }) => ({ ...notification, epoch }));
}

/** Marks those that are not marked so yet as read or unread; returns how many there were. */
export async function markNotifications(
  tx: Db,
  owner: NotificationOwner,
  which: { ids: readonly string[] } | { through: number },
  readAt: Date | null,
): Promise<number> {
  // One transaction at a time marks the notifications of a recipient, so that two cannot deadlock.
  await tx
    .select({ number: notificationCounter.lastNumber })
    .from(notificationCounter)
    .where(and(eq(notificationCounter.tenantId, owner.tenantId), eq(notificationCounter.recipient, owner.recipient)))
    .for('update');
  const marked = await tx
    .update(notification)
    .set({ readAt })
    .where(
      and(
        ofOwner(owner),
        'ids' in which ? inArray(notification.id, [...which.ids]) : lte(notification.number, which.through),
        readAt ? isNull(notification.readAt) : isNotNull(notification.readAt),
      ),
    )
    .returning({ number: notification.number });
  return marked.length;
}

function ofOwner({ tenantId, recipient }: NotificationOwner): SQL | undefined {
  return and(eq(notification.tenantId, tenantId), eq(notification.recipient, recipient));
}
