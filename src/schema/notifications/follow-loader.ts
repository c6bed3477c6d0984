import DataLoader from 'dataloader';

import { findFollowed } from '../../store/notifications/follows.ts';
import type { LoaderScope } from '../kit/loading.ts';

export type FollowLoader = DataLoader<string, boolean>;

/** Whether the viewer follows the entity of that id. */
export function createFollowLoader({ db, tenantId, viewer }: LoaderScope): FollowLoader {
  return new DataLoader(async (ids) => {
    const followed = await findFollowed(db, tenantId, viewer.actor.actorId, ids);
    return ids.map((id) => followed.has(id));
  });
}
