import type { Incident, IncidentStep } from '../../domain/incidents/incident.ts';
import type { Bookmark } from '../../events/live/feed-reader.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findIncidentHead, type IncidentHead, stepsAfter } from '../../store/incidents/incident-history.ts';
import type { IncidentQuery } from '../../store/incidents/incident-list.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import { watchNumbered, type WatchParts } from '../watch-numbered.ts';
import { decodeIncidentPosition, encodeIncidentPosition } from './incident-position.ts';

const PAGE_SIZE = 200;

export interface WatchIncidentsParts extends WatchParts {
  database: Database;
  log: StoredEventLog;
}

/** One change of an incident. */
export interface IncidentChange {
  step: IncidentStep;
  /** Its current state, which may be later than the change. */
  incident: Incident;
  cursor: string;
}

/** How far the incidents of a tenant have come: everything up to there is in whatever is read afterwards. */
export async function incidentHead(
  { database, log }: Pick<WatchIncidentsParts, 'database' | 'log'>,
  tenantId: string,
): Promise<IncidentHead> {
  const db = drizzleOn(database);
  const found = await findIncidentHead(db, tenantId);
  if (found) return found;
  // Begins the stream, and with it the epoch.
  const { epoch } = await log.head(tenantId);
  return (await findIncidentHead(db, tenantId)) ?? { epoch, number: 0 };
}

/**
 * The changes after a position, as `watchNumbered`, of the incidents that the query wants as they are now.
 * @throws AppError as `decodeIncidentPosition`
 */
export async function watchIncidents(
  parts: WatchIncidentsParts,
  tenantId: string,
  query: IncidentQuery,
  { after, bookmarks }: { after: string | undefined; bookmarks: boolean },
): Promise<AsyncIterableIterator<IncidentChange | Bookmark>> {
  const db = drizzleOn(parts.database);
  const begun = await incidentHead(parts, tenantId);
  const { epoch } = begun;
  const start = after === undefined ? begun : { epoch, number: decodeIncidentPosition(after, begun) };

  return watchNumbered<IncidentChange>(parts, {
    start,
    bookmarks,
    watch: { tenantId, topic: 'incidents' },
    head: () => incidentHead(parts, tenantId),
    async readAfter(number) {
      const { rows, through } = await stepsAfter(db, tenantId, query, { after: number, limit: PAGE_SIZE });
      const items = rows.map((row) => ({
        ...row,
        cursor: encodeIncidentPosition({ epoch, number: row.step.number }),
      }));
      return { items, through };
    },
    encode: encodeIncidentPosition,
  });
}
