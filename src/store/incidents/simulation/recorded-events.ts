import { eq } from 'drizzle-orm';

import { timeOfRefresh } from '../../../domain/incidents/conditions/refresh-times.ts';
import type { RecordedFailure } from '../../../domain/incidents/simulation/incident-history.ts';
import { type NotedRefresh, noteRefresh } from '../../../domain/incidents/simulation/refresh-timeline.ts';
import type { EventFilter } from '../../../events/log/event-filter.ts';
import type { LogEntry } from '../../../events/log/log.ts';
import type { EventOf } from '../../../events/schemas/catalogue.ts';
import { drizzleOn } from '../../database/drizzle.ts';
import type { Sql } from '../../database/sql.ts';
import type { StoredEventLog } from '../../log/event-log.ts';
import { eventStream } from '../../log/tables.ts';
import { keyOf, type RefreshedTable } from '../watch/dataset-refreshes.ts';

/** Events that one statement reads. */
const EVENTS_AT_A_TIME = 500;
/** Most refreshes from before the period, by which the usual intervals are known when it begins. */
export const MOST_EARLIER_REFRESHES = 10_000;

/** What of the log bears on incidents, apart from profiles. */
export interface RecordedEvents {
  /** By the id of the entity, in order. */
  failures: ReadonlyMap<string, RecordedFailure[]>;
  /** Of a table, in order. */
  refreshesOf: (table: RefreshedTable) => readonly NotedRefresh[];
  /** When the newest event was created that retention has removed; null: none was removed. */
  removedThrough: Date | null;
  /** There are more refreshes before the period than were read. */
  isCut: boolean;
}

/** The announced failures and the refreshes of the period, and the refreshes before it. */
export async function readRecordedEvents(
  { database, log }: { database: Sql; log: Pick<StoredEventLog, 'search'> },
  tenantId: string,
  { from, to }: { from: Date; to: Date },
): Promise<RecordedEvents> {
  const refreshes = new Map<string, NotedRefresh[]>();
  const failures = new Map<string, RecordedFailure[]>();

  const earlier: EventOf<'data.refreshed'>[] = [];
  let isCut = false;
  for await (const { event } of entriesOf(log, tenantId, { types: ['data.refreshed'], to: from }, true)) {
    isCut = earlier.length === MOST_EARLIER_REFRESHES;
    if (isCut) break;
    if (event?.type === 'data.refreshed') earlier.push(event);
  }
  for (const event of earlier.toReversed()) note(refreshes, event);

  const types = ['data.refreshed', 'metadata.profile.failed'] as const;
  for await (const { event } of entriesOf(log, tenantId, { types, from, to }, false)) {
    if (event?.type === 'data.refreshed') note(refreshes, event);
    if (event?.type === 'metadata.profile.failed') {
      const { entityId, canonicalKey, errorCode, errorMessage, attempts } = event.payload;
      const failure = {
        atMs: Date.parse(event.createdAt),
        payload: { canonicalKey, errorCode, errorMessage, attempts },
      };
      failures.set(entityId, [...(failures.get(entityId) ?? []), failure]);
    }
  }
  const [stream] = await drizzleOn(database)
    .select({ removedThrough: eventStream.trimmedLatestAt })
    .from(eventStream)
    .where(eq(eventStream.tenantId, tenantId));
  return {
    ...{ failures, isCut, removedThrough: stream?.removedThrough ?? null },
    refreshesOf: (table) => refreshes.get(keyOf(table)) ?? [],
  };
}

function note(refreshes: Map<string, NotedRefresh[]>, { createdAt, payload }: EventOf<'data.refreshed'>): void {
  const key = keyOf(payload.service);
  const timeline = refreshes.get(key) ?? [];
  refreshes.set(key, timeline);
  const notedAt = new Date(createdAt);
  noteRefresh(timeline, notedAt.getTime(), timeOfRefresh(payload, notedAt));
}

/** The events that match, part by part. */
async function* entriesOf(
  log: Pick<StoredEventLog, 'search'>,
  tenantId: string,
  filter: EventFilter,
  newestFirst: boolean,
): AsyncGenerator<LogEntry, void> {
  for (let bound: number | undefined; ;) {
    const range = newestFirst ? { before: bound } : { after: bound };
    const query = { filter, limit: EVENTS_AT_A_TIME, newestFirst, ...range };
    const { entries, through } = await log.search(tenantId, query);
    yield* entries;
    const next = entries.length === EVENTS_AT_A_TIME ? entries.at(-1)?.offset : through;
    if (next === undefined) return;
    bound = next;
  }
}
