import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { warnOfOwner } from '../../domain/stranger.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findStrangers } from '../../store/strangers.ts';

/** What to say of the owner that a change names; nothing of one who is known. The requester is, by this very request. */
export async function warningsOfOwner(
  { database, actorIdCase }: { database: Database; actorIdCase: ActorIdCase },
  { tenantId, actor: { actorId } }: Viewer,
  owner: string | null | undefined,
): Promise<Issue[]> {
  if (owner == null || owner === actorId) return [];
  const strangers = await findStrangers(drizzleOn(database), tenantId, [owner], { actorIdCase, limit: 1 });
  const isRequester = normalizeActorId(owner, 'ignore') === normalizeActorId(actorId, 'ignore');
  return strangers.map((stranger) =>
    warnOfOwner({ ...stranger, ...(isRequester && { knownAs: actorId }) }, actorIdCase, ['change', 'owner']),
  );
}
