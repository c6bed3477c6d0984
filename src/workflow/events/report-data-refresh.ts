import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { LogEntry } from '../../events/log/log.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import { createEvent, eventIdOf } from '../../events/schemas/create-event.ts';
import { refreshReportSchema } from '../../events/schemas/reported-event.ts';
import { type Actor, idSchema } from '../../events/schemas/vocabulary.ts';
import { DuplicateEventError } from '../../store/log/append/append-events.ts';
import { producerKey, type StoredEventLog } from '../../store/log/event-log.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, forbidden, invalid, issuesOf, type Outcome, type RefusalOf } from '../outcome.ts';

/** A producer's report, from either entry point. */
export interface RefreshReport {
  /** The source under which the viewer wants to report. */
  source: string;
  /** What was refreshed; parsed here and nowhere before, by `refreshReportSchema`. */
  payload: unknown;
  /** The producer's own id. */
  eventId?: string | undefined;
  correlationId?: string | undefined;
  /** When it happened. If left out: now. */
  createdAt?: Date | undefined;
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

/**
 * Records a producer's report that a table has new data. For a repeated source and id, the result is the first event.
 */
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
 * As `reportDataRefresh`, for many: one outcome for each, in the same order. Accepted reports are appended in this
 * order and in one transaction; if it fails, none of them is recorded.
 */
export async function reportDataRefreshes(
  parts: ReportDataRefreshParts,
  viewer: Viewer,
  reports: readonly RefreshReport[],
): Promise<ReportDataRefreshOutcome[]> {
  const now = parts.clock();
  const prepared = reports.map((report) => prepare(viewer, report, now));
  const events = new Map<string, Prepared>();
  for (const item of prepared) {
    if ('kind' in item || events.has(producerKey(item.event))) continue;
    events.set(producerKey(item.event), item);
  }
  const recorded = await recordOnce(parts, viewer.tenantId, events);
  return prepared.map((item) => {
    if ('kind' in item) return item;
    const key = producerKey(item.event);
    const { entry, isNew } = recorded.get(key) ?? {};
    if (entry?.event?.type !== 'data.refreshed') {
      return conflict(`${item.event.source} has used this id for another event.`);
    }
    const duplicate = !(isNew && events.get(key) === item);
    return done({ entry: { event: entry.event, cursor: entry.cursor }, duplicate });
  });
}

/** Appends those that the log does not have, and finds the others. */
async function recordOnce(
  { unitOfWork, log }: ReportDataRefreshParts,
  tenantId: string,
  events: ReadonlyMap<string, Prepared>,
): Promise<Map<string, { entry: LogEntry; isNew: boolean }>> {
  const open = new Map(events);
  const recorded = new Map<string, { entry: LogEntry; isNew: boolean }>();
  while (open.size > 0) {
    try {
      const entries = await unitOfWork.append(tenantId, [...open.values()]);
      for (const entry of entries) recorded.set(producerKey(entry.event), { entry, isNew: true });
      return recorded;
    } catch (error) {
      if (!(error instanceof DuplicateEventError)) throw error;
    }
    // Another request may record some of them meanwhile, so it is repeated until all that remain are new.
    const keys = [...open.values()].map(({ event }) => event);
    for (const [key, entry] of await log.byProducerKeys(tenantId, keys)) {
      recorded.set(key, { entry, isNew: false });
      open.delete(key);
    }
  }
  return recorded;
}

interface Prepared {
  event: EventOf<'data.refreshed'>;
  /** Who caused it according to the producer, which nobody else has verified. */
  claimedBy: Actor | undefined;
}

function prepare(viewer: Viewer, report: RefreshReport, now: Date): Prepared | RefusalOf<'invalid' | 'forbidden'> {
  const { eventId, correlationId, traceparent, createdAt = now } = report;
  const source = viewer.sources.find((allowed) => allowed === report.source);
  if (!source) {
    return forbidden(
      `This token can report as: ${viewer.sources.join(', ') || 'no source'}. It cannot report as ${report.source}.`,
    );
  }
  const parsed = refreshReportSchema.safeParse(report.payload);
  const issues = [...(parsed.success ? [] : issuesOf(parsed.error)), ...issuesOfIds(report)];
  if (!parsed.success || issues.length > 0) return invalid(issues);
  const { triggeredBy: claimedBy, completedAt = createdAt, ...refresh } = parsed.data;
  const event = createEvent({
    type: 'data.refreshed',
    id: eventId === undefined ? undefined : eventIdOf(eventId, source),
    tenantId: viewer.tenantId,
    source,
    createdAt,
    correlationId,
    traceparent,
    payload: { ...refresh, completedAt: completedAt.toISOString(), triggeredBy: viewer.actor },
  });
  return { event, claimedBy };
}

function issuesOfIds({ eventId, correlationId }: RefreshReport): Issue[] {
  return Object.entries({ eventId, correlationId }).flatMap(([name, id]) => {
    const parsed = idSchema.optional().safeParse(id);
    return parsed.success ? [] : issuesOf(parsed.error, [name]);
  });
}
