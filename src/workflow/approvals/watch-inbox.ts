import type { Approval } from '../../domain/approvals/approval.ts';
import { effectOnInbox, type InboxEffect, isForViewer, type StepHead } from '../../domain/approvals/approval-step.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { Bookmark } from '../../events/live/feed-reader.ts';
import { stepHeads, stepsAfter } from '../../store/approvals/approval-steps.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import { watchNumbered, type WatchParts } from '../watch-numbered.ts';
import { decodeInboxPosition, encodeInboxPosition } from './inbox-position.ts';

const PAGE_SIZE = 200;

export interface InboxParts extends WatchParts {
  database: Database;
  log: StoredEventLog;
}

/** One change of an inbox. */
export interface InboxEntry {
  effect: InboxEffect;
  /** Its current state, which may be later than the change. */
  approval: Approval;
  cursor: string;
}

/** How far the steps of a tenant's requests have come: everything up to there is in whatever is read afterwards. */
export async function inboxHead(
  { database, log }: Pick<InboxParts, 'database' | 'log'>,
  tenantId: string,
): Promise<StepHead> {
  const found = (await stepHeads(drizzleOn(database), [tenantId])).get(tenantId);
  // A tenant without events has no steps.
  return found ?? { epoch: (await log.head(tenantId)).epoch, number: 0 };
}

/**
 * The changes of the viewer's inbox after a position, as `watchNumbered`: reads the steps of all requests of the
 * tenant, and yields those that concern this inbox.
 * @throws AppError as `decodeInboxPosition`
 */
export async function watchInbox(
  parts: InboxParts,
  viewer: Viewer,
  { after, bookmarks }: { after: string | undefined; bookmarks: boolean },
): Promise<AsyncIterableIterator<InboxEntry | Bookmark>> {
  const { tenantId } = viewer;
  const db = drizzleOn(parts.database);
  const begun = await inboxHead(parts, tenantId);
  const { epoch } = begun;
  const start = after === undefined ? begun : { epoch, number: decodeInboxPosition(after, begun, viewer) };

  return watchNumbered<InboxEntry>(parts, {
    start,
    bookmarks,
    watch: { tenantId, topic: 'approvals' },
    head: () => inboxHead(parts, tenantId),
    async readAfter(number) {
      const rows = await stepsAfter(db, viewer, { after: number, limit: PAGE_SIZE });
      const items = rows.flatMap(({ step, approval, ownVote }) => {
        const effect = isForViewer(approval, viewer) ? effectOnInbox(step, ownVote) : null;
        if (!effect) return [];
        return { effect, approval, cursor: encodeInboxPosition({ epoch, number: step.number }, viewer) };
      });
      return { items, through: rows.at(-1)?.step.number };
    },
    encode: (place) => encodeInboxPosition(place, viewer),
  });
}
