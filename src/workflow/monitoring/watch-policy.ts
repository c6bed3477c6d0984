import type { Viewer } from '../../domain/viewer.ts';
import type { Bookmark } from '../../events/live/feed-reader.ts';
import { readOnChange } from '../../events/live/read-on-change.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findOpenProposal } from '../../store/monitoring/policy-proposals.ts';
import type { StoredPolicies } from '../../store/monitoring/stored-policies.ts';
import type { WatchParts } from '../watch-numbered.ts';
import { assertPolicyCursor, type PolicyState, policyStateOf } from './policy-state.ts';

interface PolicyStateParts {
  database: Database;
  policies: Pick<StoredPolicies, 'read'>;
}

/** The policy and its open proposal, as they are now in the store. */
export async function readPolicyState(
  { database, policies }: PolicyStateParts,
  { tenantId }: Viewer,
): Promise<PolicyState> {
  const db = drizzleOn(database);
  const policy = await policies.read(db, tenantId);
  const proposal = await findOpenProposal(db, tenantId);
  return policyStateOf(tenantId, { policy, proposal });
}

/**
 * The policy of the viewer's tenant now, unless it is as it was at the cursor, and then whenever it or its open proposal
 * is another one. What comes and goes while nobody reads is left out. It pauses while the store is unavailable.
 * @throws AppError as `assertPolicyCursor`
 */
export function watchPolicy(
  parts: PolicyStateParts & WatchParts,
  viewer: Viewer,
  { after, bookmarks }: { after: string | undefined; bookmarks: boolean },
): AsyncIterableIterator<PolicyState | Bookmark> {
  const { tenantId } = viewer;
  if (after !== undefined) assertPolicyCursor(after);
  let seen = after;
  let isBookmarkDue = bookmarks;
  return readOnChange<PolicyState | Bookmark>({
    changes: parts.changes.watch({ tenantId, topic: 'policies' }),
    async read() {
      const state = await readPolicyState(parts, viewer);
      if (state.cursor !== seen) {
        seen = state.cursor;
        return [state];
      }
      if (!isBookmarkDue) return [];
      isBookmarkDue = false;
      return [{ bookmark: seen }];
    },
    onError: (error) => {
      parts.logger.error({ err: error, tenantId }, 'the monitoring policy could not be read');
    },
  });
}
