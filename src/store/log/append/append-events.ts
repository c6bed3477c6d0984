import { eq } from 'drizzle-orm';
import * as z from 'zod';

import { groupBy } from '../../../domain/group-by.ts';
import { encodeCursor } from '../../../events/log/cursor.ts';
import { factsOf, NO_TRAITS } from '../../../events/log/event-filter.ts';
import type { LoggedEvent } from '../../../events/log/log.ts';
import type { Event } from '../../../events/schemas/catalogue.ts';
import type { Actor, EventSource } from '../../../events/schemas/vocabulary.ts';
import type { Db } from '../../database/drizzle.ts';
import { recordAsJson } from '../../database/rows-as-json.ts';
import { type Sql, sqlStateOf } from '../../database/sql.ts';
import type { Job } from '../../queue/job-queue.ts';
import { eventLog, eventStream } from '../tables.ts';

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

/** What is known of a tenant when it gets an event. */
export interface TenantTraits {
  /** True for every event that is appended after the tenant got its first webhook. */
  hasWebhooks: boolean;
}

/** A job that an event leads to. Its data gets the offset of the event when that is known. */
export interface EventJob extends Omit<Job, 'startAfter'> {
  /** Only for a tenant with webhooks. */
  onlyWithWebhooks?: true;
}

/** What a tenant's log gets, and what is queued in the same statement. */
export interface Append {
  emitted: readonly EmittedEvent[];
  jobsOf: (event: Event) => readonly EventJob[];
  /** Besides those of the events. */
  jobs?: readonly Job[];
}

export interface Appended {
  /** In the order in which they were emitted. */
  entries: LoggedEvent[];
  /** Those that have got jobs. */
  queues: Set<string>;
}

/** SQLSTATE of an event that the log has already. */
const DUPLICATE = 'GV001';
const STATEMENT = 'SELECT * FROM governance.append_events($1, $2, $3)';
const STATEMENT_OF_SEVERAL = 'SELECT * FROM governance.append_events_of_several($1, $2, $3, $4)';

const placeSchema = z.object({
  epoch: z.string(),
  offset: z.number(),
  appended_at: z.number(),
  owner: z.string().nullable(),
  tags: z.array(z.string()).nullable(),
  has_webhooks: z.boolean(),
});
/** Where an event is in the log, and what that moment said of it. */
type Place = z.infer<typeof placeSchema>;
const placesSchema = z.array(placeSchema);
const placesOfSeveralSchema = z.array(placeSchema.extend({ tenant_id: z.string() }));

/**
 * Appends in one statement: in the caller's transaction, or alone. The tenant's counter row is locked from here to the
 * commit, so that offsets are in commit order and a rollback leaves no gap: call it last.
 * @throws DuplicateEventError; the transaction cannot continue then
 */
export async function appendEvents(sql: Sql, tenantId: string, append: Append): Promise<Appended> {
  const { emitted, jobs = [] } = append;
  const jobsOfEvents = jobsByRow(append);
  const params = [tenantId, JSON.stringify(recordsOf(tenantId, emitted)), JSON.stringify([...jobsOfEvents, ...jobs])];
  const { rows } = await sql.query(STATEMENT, params, { isRepeated: true }).catch((error: unknown) => {
    throw duplicateOf(error, emitted) ?? error;
  });
  return appendedAt(tenantId, append, { places: placesSchema.parse(rows), jobsOfEvents });
}

/**
 * As `appendEvents` for each of the tenants, in one statement that is a commit of its own. A tenant is left out of what is
 * returned, and nothing of it is appended, if somebody else has locked its counter, or it has none yet.
 * @throws an error of SQLSTATE GV001 if one of the events is in the log; then nothing is appended
 */
export async function appendOfSeveral(
  sql: Sql,
  appends: ReadonlyMap<string, Omit<Append, 'jobs'>>,
): Promise<Map<string, Appended>> {
  const jobsOfEvents = new Map(Array.from(appends, ([tenant, append]) => [tenant, jobsByRow(append)]));
  const counts = Array.from(appends.values(), ({ emitted }) => emitted.length);
  const events = Array.from(appends, ([tenantId, { emitted }]) => recordsOf(tenantId, emitted)).flat();
  const jobs = Array.from(jobsOfEvents, ([tenant, ofTenant]) => ofTenant.map((job) => ({ ...job, tenant }))).flat();
  const params = [[...appends.keys()], counts, JSON.stringify(events), JSON.stringify(jobs)];
  const { rows } = await sql.query(STATEMENT_OF_SEVERAL, params, { isRepeated: true });
  const places = groupBy(placesOfSeveralSchema.parse(rows), ({ tenant_id }) => tenant_id);
  const appended = new Map<string, Appended>();
  for (const [tenantId, append] of appends) {
    const ofTenant = places.get(tenantId);
    if (!ofTenant) continue;
    appended.set(
      tenantId,
      appendedAt(tenantId, append, { places: ofTenant, jobsOfEvents: jobsOfEvents.get(tenantId) ?? [] }),
    );
  }
  return appended;
}

/** The rows of the log, numbered from 1 where their offset will be. */
function recordsOf(tenantId: string, emitted: readonly EmittedEvent[]) {
  return emitted.map((one, index) => recordAsJson(eventLog, rowOf(tenantId, one, index + 1)));
}

/** The jobs of the events, with the numbers of their rows. */
function jobsByRow({ emitted, jobsOf }: Append) {
  return emitted.flatMap(({ event }, index) => jobsOf(event).map((job) => ({ ...job, row: index + 1 })));
}

function appendedAt(
  tenantId: string,
  { emitted, jobs = [] }: Append,
  { places, jobsOfEvents }: { places: readonly Place[]; jobsOfEvents: readonly EventJob[] },
): Appended {
  const byOffset = new Map(places.map((place) => [place.offset, place]));
  const first = Math.min(...byOffset.keys());
  const hasWebhooks = byOffset.get(first)?.has_webhooks ?? false;
  const queued = [...jobsOfEvents.filter(({ onlyWithWebhooks }) => hasWebhooks || !onlyWithWebhooks), ...jobs];
  const entries = emitted.map(({ event }, index) => {
    const offset = first + index;
    const row = byOffset.get(offset);
    if (!row) throw new Error(`the log did not say where it put the event ${event.id}`);
    return {
      tenantId,
      epoch: row.epoch,
      offset,
      cursor: encodeCursor({ epoch: row.epoch, offset }),
      event,
      facts: factsOf(event, { owner: row.owner, tags: row.tags ?? NO_TRAITS.tags }),
      appendedAt: new Date(row.appended_at),
      bytes: Buffer.byteLength(JSON.stringify(event)),
    };
  });
  return { entries, queues: queuesOf(queued) };
}

export function queuesOf(jobs: readonly { queue: string }[]): Set<string> {
  return new Set(jobs.map(({ queue }) => queue));
}

function duplicateOf(error: unknown, emitted: readonly EmittedEvent[]): DuplicateEventError | undefined {
  if (!(error instanceof Error) || sqlStateOf(error) !== DUPLICATE) return undefined;
  const [, number] = /event (\d+)/.exec(error.message) ?? [];
  const { event } = emitted[Number(number) - 1] ?? {};
  return event && new DuplicateEventError(event);
}

export async function findTenantTraits(db: Db, tenantId: string): Promise<TenantTraits> {
  const { hasWebhooks } = eventStream;
  const [stream] = await db.select({ hasWebhooks }).from(eventStream).where(eq(eventStream.tenantId, tenantId));
  return stream ?? { hasWebhooks: false };
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
