import { eq, sql } from 'drizzle-orm';

import { encodeCursor } from '../../events/log/cursor.ts';
import { factsOf, NO_TRAITS } from '../../events/log/event-filter.ts';
import type { LoggedEvent } from '../../events/log/log.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import type { Actor, EventSource } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { recordsOf } from '../database/rows-as-json.ts';
import { appendedRows } from './appended-rows.ts';
import { eventLog, eventStream } from './tables.ts';

/** An event whose source and id are in the tenant's log already. */
export class DuplicateEventError extends Error {
  constructor(event: Event) {
    super(`the log has an event ${event.id} of ${event.source} already`);
    this.name = 'DuplicateEventError';
  }
}

/** What the log stores in addition to an event, and does not show to clients as part of it. */
export interface EventNotes {
  /** Who requested it, if the payload does not say. */
  actor?: Actor | undefined;
  /** The source of the event that `causationId` names: an id is unique only within its source. */
  causeSource?: EventSource | undefined;
  /** The actor as the producer claims it, without verification: nothing is done in this actor's name. */
  claimedBy?: Actor | undefined;
}

export interface EmittedEvent extends EventNotes {
  event: Event;
}

/** What an append learns about the tenant. */
export interface TenantTraits {
  /** True for every event that is appended after the tenant got its first webhook. */
  hasWebhooks: boolean;
}

/**
 * Appends in the caller's transaction. The tenant's counter row is locked from here to the commit, so that offsets are
 * in commit order and a rollback leaves no gap: call it last.
 * @throws DuplicateEventError; the transaction cannot continue then
 */
export async function appendEvents(
  tx: Db,
  tenantId: string,
  emitted: readonly EmittedEvent[],
): Promise<{ entries: LoggedEvent[]; tenant: TenantTraits }> {
  const stream = await lockCounter(tx, tenantId, emitted.length);
  const first = stream.lastOffset - emitted.length + 1;
  const rows = emitted.map((one, index) => rowOf(tenantId, one, first + index));
  const inserted = await insertRows(tx, tenantId, rows);
  const entries = rows.map(({ event, offset }) => {
    const row = inserted.get(offset);
    if (!row) throw new DuplicateEventError(event);
    return {
      tenantId,
      epoch: stream.epoch,
      offset,
      cursor: encodeCursor({ epoch: stream.epoch, offset }),
      event,
      facts: factsOf(event, { owner: row.owner, tags: row.tags ?? NO_TRAITS.tags }),
      appendedAt: row.appendedAt,
      bytes: Buffer.byteLength(JSON.stringify(event)),
    };
  });
  return { entries, tenant: stream };
}

/** By offset; without those whose source and id are in the log already. */
async function insertRows(tx: Db, tenantId: string, rows: readonly ReturnType<typeof rowOf>[]) {
  const from = sql`${recordsOf(eventLog, rows)} AS row`;
  const hasEntities = rows.some(({ entityType }) => entityType !== null);
  const inserted = await tx
    .insert(eventLog)
    .select(appendedRows({ tenantId, from, hasEntities, base: 0 }))
    .onConflictDoNothing({ target: [eventLog.tenantId, eventLog.source, eventLog.id] })
    .returning({
      offset: eventLog.offset,
      appendedAt: eventLog.appendedAt,
      owner: eventLog.owner,
      tags: eventLog.tags,
    });
  return new Map(inserted.map((row) => [row.offset, row]));
}

export async function findTenantTraits(db: Db, tenantId: string): Promise<TenantTraits> {
  const { hasWebhooks } = eventStream;
  const [stream] = await db.select({ hasWebhooks }).from(eventStream).where(eq(eventStream.tenantId, tenantId));
  return stream ?? { hasWebhooks: false };
}

/** Takes this many offsets, of which `lastOffset` is the last, and keeps others from taking any until the commit. */
export async function lockCounter(tx: Db, tenantId: string, count: number): Promise<typeof eventStream.$inferSelect> {
  const [stream] = await tx
    .insert(eventStream)
    .values({ tenantId, lastOffset: count })
    .onConflictDoUpdate({
      target: eventStream.tenantId,
      set: { lastOffset: sql`${eventStream.lastOffset} + ${count}` },
    })
    .returning();
  if (!stream) throw new Error('the counter row gave no offset');
  return stream;
}

export function rowOf(tenantId: string, { event, actor, causeSource, claimedBy }: EmittedEvent, offset: number) {
  const { qualityScore, entityType, canonicalKey, tier } = factsOf(event, NO_TRAITS);
  return {
    tenantId,
    offset,
    id: event.id,
    type: event.type,
    source: event.source,
    createdAt: new Date(event.createdAt),
    correlationId: event.correlationId,
    entityType,
    canonicalKey,
    tier,
    qualityScore,
    actor: actor ?? null,
    causeSource: causeSource ?? null,
    claimedBy: claimedBy ?? null,
    event,
  };
}
