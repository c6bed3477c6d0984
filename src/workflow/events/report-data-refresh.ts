import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { LogEntry } from '../../events/live/log.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import { createEvent, eventIdOf } from '../../events/schemas/create-event.ts';
import { dataRefreshed } from '../../events/schemas/data-events.ts';
import { envelopeShape } from '../../events/schemas/envelope.ts';
import type { Actor, EventSource, RefreshType } from '../../events/schemas/vocabulary.ts';
import { DuplicateEventError } from '../../store/log/append-events.ts';
import { producerKey, type StoredEventLog } from '../../store/log/event-log.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, forbidden, invalid, issuesOf, type Outcome, type RefusalOf } from '../outcome.ts';

export interface RefreshReport {
  /** The producer's own id. */
  eventId?: string | undefined;
  entityUrn: string;
  schema: string;
  table: string;
  rowsAffected: number;
  refreshType: RefreshType;
  completedAt?: Date | undefined;
  source: EventSource;
  correlationId?: string | undefined;
  /** When it happened; left out: now. */
  createdAt?: Date | undefined;
  /** Left out: the viewer. */
  triggeredBy?: Actor | undefined;
  traceparent?: string | undefined;
}

export interface RefreshedEntry {
  event: EventOf<'data.refreshed'>;
  cursor: string;
}

export type ReportDataRefreshOutcome = Outcome<
  { entry: RefreshedEntry; duplicate: boolean },
  'invalid' | 'conflict' | 'forbidden'
>;

export interface ReportDataRefreshParts {
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  clock: Clock;
}

/** Takes a producer's word that a table has new data. The same source and id again is answered with the first event. */
export async function reportDataRefresh(
  parts: ReportDataRefreshParts,
  viewer: Viewer,
  report: RefreshReport,
): Promise<ReportDataRefreshOutcome> {
  const [outcome] = await reportDataRefreshes(parts, viewer, [report]);
  if (!outcome) throw new Error('a report was given no answer');
  return outcome;
}

/**
 * As `reportDataRefresh`, for many: an outcome for each, in their order. Those that are taken go into the log in this
 * order and in one transaction; when it fails, nothing of them is recorded.
 */
export async function reportDataRefreshes(
  parts: ReportDataRefreshParts,
  viewer: Viewer,
  reports: readonly RefreshReport[],
): Promise<ReportDataRefreshOutcome[]> {
  const now = parts.clock();
  const prepared = reports.map((report) => prepare(viewer, report, now));
  const events = new Map<string, EventOf<'data.refreshed'>>();
  for (const event of prepared) {
    if ('kind' in event || events.has(producerKey(event))) continue;
    events.set(producerKey(event), event);
  }
  const recorded = await recordOnce(parts, viewer.tenantId, events);
  return prepared.map((event) => {
    if ('kind' in event) return event;
    const { entry, isNew } = recorded.get(producerKey(event)) ?? {};
    if (entry?.event?.type !== 'data.refreshed') return conflict(`${event.source} has used this id for another event.`);
    const duplicate = !(isNew && events.get(producerKey(event)) === event);
    return done({ entry: { event: entry.event, cursor: entry.cursor }, duplicate });
  });
}

/** Appends those that the log has not, and finds the others. */
async function recordOnce(
  { unitOfWork, log }: ReportDataRefreshParts,
  tenantId: string,
  events: ReadonlyMap<string, EventOf<'data.refreshed'>>,
): Promise<Map<string, { entry: LogEntry; isNew: boolean }>> {
  const open = new Map(events);
  const recorded = new Map<string, { entry: LogEntry; isNew: boolean }>();
  while (open.size > 0) {
    try {
      const { entries } = await unitOfWork.commit((tx) => {
        for (const event of open.values()) tx.emit(event);
        return Promise.resolve();
      });
      for (const entry of entries) recorded.set(producerKey(entry.event), { entry, isNew: true });
      return recorded;
    } catch (error) {
      if (!(error instanceof DuplicateEventError)) throw error;
    }
    // Somebody may record further ones meanwhile, so it is tried until all that is left is new.
    for (const [key, entry] of await log.byProducerKeys(tenantId, [...open.values()])) {
      recorded.set(key, { entry, isNew: false });
      open.delete(key);
    }
  }
  return recorded;
}

function prepare(
  viewer: Viewer,
  report: RefreshReport,
  now: Date,
): EventOf<'data.refreshed'> | RefusalOf<'invalid' | 'forbidden'> {
  const { source, eventId, correlationId, traceparent, createdAt = now } = report;
  if (!viewer.sources.includes(source)) return forbidden(`${viewer.actor.actorId} may not report as ${source}.`);
  const payload = payloadOf(viewer, report, now);
  const issues = issuesOfReport(report, payload);
  if (issues.length > 0) return invalid(issues);
  return createEvent({
    type: 'data.refreshed',
    id: eventId === undefined ? undefined : eventIdOf(eventId, source),
    tenantId: viewer.tenantId,
    source,
    createdAt,
    correlationId,
    traceparent,
    payload,
  });
}

function issuesOfReport({ eventId, correlationId }: RefreshReport, payload: ReturnType<typeof payloadOf>): Issue[] {
  const parsed = dataRefreshed.shape.payload.safeParse(payload);
  const correlation = envelopeShape.correlationId.optional().safeParse(correlationId);
  const issues = parsed.success
    ? []
    : issuesOf(parsed.error).map(({ path, message }) => ({
        path: path[0] === 'service' ? path.slice(1) : path,
        message,
      }));
  if (!correlation.success) issues.push(...issuesOf(correlation.error, ['correlationId']));
  if (eventId !== undefined && (eventId === '' || eventId.length > 200)) {
    issues.push({ path: ['eventId'], message: 'must have 1 to 200 characters' });
  }
  return issues;
}

function payloadOf({ actor }: Viewer, report: RefreshReport, now: Date) {
  const { entityUrn, schema, table, rowsAffected, refreshType, completedAt, createdAt, triggeredBy } = report;
  return {
    entityUrn,
    service: { schema, table },
    rowsAffected,
    refreshType,
    completedAt: (completedAt ?? createdAt ?? now).toISOString(),
    triggeredBy: triggeredBy ?? actor,
  };
}
