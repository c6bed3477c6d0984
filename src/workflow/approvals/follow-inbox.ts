import type { Approval } from '../../domain/approvals/approval.ts';
import type { StepHead } from '../../domain/approvals/approval-step.ts';
import { effectOnInbox, type InboxEffect, isForViewer } from '../../domain/approvals/approval-step.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { ChangeSignal } from '../../events/live/change-signal.ts';
import { cursorExpired } from '../../events/live/cursor.ts';
import type { Bookmark } from '../../events/live/follower.ts';
import { readOnChange } from '../../events/live/read-on-change.ts';
import type { Logger } from '../../logger.ts';
import { stepHeads, stepsAfter } from '../../store/approvals/approval-steps.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import { decodeInboxPosition, encodeInboxPosition } from './inbox-position.ts';

const PAGE_SIZE = 200;

export interface InboxParts {
  database: Database;
  log: StoredEventLog;
  changes: ChangeSignal;
  logger: Logger;
}

/** One change of an inbox. */
export interface InboxEntry {
  effect: InboxEffect;
  /** As it is now, which may be later than the change. */
  approval: Approval;
  cursor: string;
}

/** Where the steps of a tenant's requests stand: everything up to there is in whatever is read afterwards. */
export async function inboxHead(
  { database, log }: Pick<InboxParts, 'database' | 'log'>,
  tenantId: string,
): Promise<StepHead> {
  const found = (await stepHeads(drizzleOn(database), [tenantId])).get(tenantId);
  // A tenant that has had no event has had no step.
  return found ?? { epoch: (await log.head(tenantId)).epoch, number: 0 };
}

/**
 * The changes of the viewer's inbox after a position, in order, each once: first those that were missed, then each as
 * it happens. While the store is away it stands still; it fails with CURSOR_EXPIRED when the store has been restored.
 * @throws AppError as `decodeInboxPosition`
 */
export async function followInbox(
  parts: InboxParts,
  viewer: Viewer,
  { after, bookmarks }: { after: string | undefined; bookmarks: boolean },
): Promise<AsyncIterableIterator<InboxEntry | Bookmark>> {
  const { tenantId, actor } = viewer;
  const db = drizzleOn(parts.database);
  const { epoch, ...begun } = await inboxHead(parts, tenantId);
  let position = after === undefined ? begun.number : decodeInboxPosition(after, { epoch, ...begun }, viewer);
  let isBookmarkDue = bookmarks;
  const cursorAt = (number: number) => encodeInboxPosition({ epoch, number }, viewer);

  async function read(): Promise<(InboxEntry | Bookmark)[]> {
    const head = await inboxHead(parts, tenantId);
    if (head.epoch !== epoch || head.number < position) throw cursorExpired();
    const entries: InboxEntry[] = [];
    while (position < head.number && entries.length === 0) {
      const rows = await stepsAfter(db, tenantId, actor.actorId, { after: position, limit: PAGE_SIZE });
      // Never so, unless somebody has removed steps by hand: nothing is to be waited for then.
      if (rows.length === 0) position = head.number;
      for (const { step, approval, ownVote } of rows) {
        position = step.number;
        const effect = isForViewer(approval, viewer) ? effectOnInbox(step, ownVote) : null;
        if (effect) entries.push({ effect, approval, cursor: cursorAt(position) });
      }
    }
    if (!isBookmarkDue || position < head.number) return entries;
    isBookmarkDue = false;
    return [...entries, { bookmark: cursorAt(position) }];
  }

  return readOnChange({
    changes: parts.changes.watch({ tenantId, topic: 'approvals' }),
    read,
    onError: (error) => {
      parts.logger.error({ err: error }, 'an inbox could not be read');
    },
  });
}
