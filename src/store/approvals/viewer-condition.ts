import { type SQL, sql, type SQLWrapper } from 'drizzle-orm';

import type { Viewer } from '../../domain/viewer.ts';

/** As `isViewer`, for an id in the store. */
export function isViewerIn(actorId: SQLWrapper, { actor, actorIdCase }: Pick<Viewer, 'actor' | 'actorIdCase'>): SQL {
  const compared = actorIdCase === 'ignore' ? sql`lower(${actorId})` : actorId;
  return sql`${compared} = ${actor.actorId}`;
}
