import { dataRefreshed } from '../events/data-events.ts';
import type { EventOf } from '../events/catalogue.ts';
import { createEvent, eventIdOf } from '../events/create-event.ts';
import { envelopeShape } from '../events/envelope.ts';
import type { LogEntry } from '../events/log.ts';
import type { EventSource, RefreshType } from '../events/vocabulary.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Clock } from '../logger.ts';
import { DuplicateEventError, type StoredEventLog } from '../store/event-log.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { conflict, forbidden, invalid, issuesOf, type Refusal } from './outcome.ts';

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
}

export interface RefreshedEntry {
  event: EventOf<'data.refreshed'>;
  cursor: string;
}

export type ReportDataRefreshOutcome =
  { kind: 'ReportDataRefreshSuccess'; entry: RefreshedEntry; duplicate: boolean } | Refusal;

export interface ReportDataRefreshParts {
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  clock: Clock;
}

/** Takes a producer's word that a table has new data. The same source and id again is answered with the first event. */
export async function reportDataRefresh(
  { unitOfWork, log, clock }: ReportDataRefreshParts,
  viewer: Viewer,
  report: RefreshReport,
): Promise<ReportDataRefreshOutcome> {
  const { source } = report;
  if (!viewer.sources.includes(source)) return forbidden(`${viewer.actor.actorId} may not report as ${source}.`);
  const issues = issuesOfReport(viewer, report);
  if (issues.length > 0) return invalid(issues);

  const now = clock();
  const event = createEvent({
    type: 'data.refreshed',
    id: report.eventId === undefined ? undefined : eventIdOf(report.eventId, source),
    tenantId: viewer.tenantId,
    source,
    createdAt: now,
    correlationId: report.correlationId,
    payload: payloadOf(viewer, report, now),
  });
  try {
    const { entries } = await unitOfWork.commit((tx) => {
      tx.emit(event);
      return Promise.resolve();
    });
    return succeed(entries[0], false);
  } catch (error) {
    if (!(error instanceof DuplicateEventError)) throw error;
    return succeed(await log.byProducerId(viewer.tenantId, source, event.id), true);
  }

  function succeed(logged: LogEntry | undefined, duplicate: boolean): ReportDataRefreshOutcome {
    if (logged?.event?.type !== 'data.refreshed') return conflict(`${source} has used this id for another event.`);
    return { kind: 'ReportDataRefreshSuccess', entry: { event: logged.event, cursor: logged.cursor }, duplicate };
  }
}

function issuesOfReport(viewer: Viewer, report: RefreshReport) {
  const { eventId, correlationId } = report;
  const payload = dataRefreshed.shape.payload.safeParse(payloadOf(viewer, report, new Date(0)));
  const correlation = envelopeShape.correlationId.optional().safeParse(correlationId);
  const issues = payload.success
    ? []
    : issuesOf(payload.error).map(({ path, message }) => ({
        path: path[0] === 'service' ? path.slice(1) : path,
        message,
      }));
  if (!correlation.success) issues.push(...issuesOf(correlation.error, ['correlationId']));
  if (eventId !== undefined && (eventId === '' || eventId.length > 200)) {
    issues.push({ path: ['eventId'], message: 'must have 1 to 200 characters' });
  }
  return issues;
}

function payloadOf(viewer: Viewer, report: RefreshReport, now: Date) {
  const { entityUrn, schema, table, rowsAffected, refreshType, completedAt } = report;
  return {
    entityUrn,
    service: { schema, table },
    rowsAffected,
    refreshType,
    completedAt: (completedAt ?? now).toISOString(),
    triggeredBy: viewer.actor,
  };
}
