import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { warnOfOwner } from '../../domain/stranger.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findKnownActors } from '../../store/known-actors.ts';
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
  return (await warningsOfOwners(parts, viewer, [owner]))[0] ?? [];
}

/** As `warningsOfOwner`, for each of the owners that several changes name, in their order. */
export async function warningsOfOwners(
  { database, actorIdCase }: OwnerParts,
  { tenantId, actor: { actorId } }: Viewer,
  owners: readonly (string | null | undefined)[],
): Promise<Issue[][]> {
  const named = [...new Set(owners.flatMap((owner) => (owner == null || owner === actorId ? [] : [owner])))];
  if (named.length === 0) return owners.map(() => []);
  const db = drizzleOn(database);
  const found = await findStrangers(db, tenantId, named, { actorIdCase, limit: named.length });
  if (found.length === 0) return owners.map(() => []);
  const known = await findKnownActors(db, tenantId);
  const strangers = new Map(found.map((stranger) => [stranger.actorId, stranger]));
  return owners.map((owner) => {
    const stranger = strangers.get(owner ?? '');
    if (!stranger) return [];
    const isRequester = normalizeActorId(stranger.actorId, 'ignore') === normalizeActorId(actorId, 'ignore');
    const about = { path: ['change', 'owner'], actorIdCase, known };
    return [warnOfOwner({ ...stranger, ...(isRequester && { knownAs: actorId }) }, about)];
  });
}
