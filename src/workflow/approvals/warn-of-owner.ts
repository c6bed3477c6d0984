import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { warnOfOwner } from '../../domain/stranger.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findStrangers } from '../../store/strangers.ts';

interface OwnerParts {
  database: Database;
  actorIdCase: ActorIdCase;
}

/** What to say of the owner that a change names; nothing of one who is known. The requester is, by this very request. */
export async function warningsOfOwner(
  parts: OwnerParts,
  viewer: Viewer,
  owner: string | null | undefined,
): Promise<Issue[]> {
  return warningsOfOwners(parts, viewer, [{ owner, path: ['change', 'owner'] }]);
}

/** As `warningsOfOwner`, of the owners that several changes name: of each stranger once. */
export async function warningsOfOwners(
  { database, actorIdCase }: OwnerParts,
  { tenantId, actor: { actorId } }: Viewer,
  owners: readonly { owner: string | null | undefined; path: readonly string[] }[],
): Promise<Issue[]> {
  const paths = new Map<string, readonly string[]>();
  for (const { owner, path } of owners) {
    if (owner != null && owner !== actorId && !paths.has(owner)) paths.set(owner, path);
  }
  if (paths.size === 0) return [];
  const named = [...paths.keys()];
  const strangers = await findStrangers(drizzleOn(database), tenantId, named, { actorIdCase, limit: named.length });
  return strangers.map((stranger) => {
    const isRequester = normalizeActorId(stranger.actorId, 'ignore') === normalizeActorId(actorId, 'ignore');
    const path = paths.get(stranger.actorId) ?? ['change', 'owner'];
    return warnOfOwner({ ...stranger, ...(isRequester && { knownAs: actorId }) }, actorIdCase, path);
  });
}
