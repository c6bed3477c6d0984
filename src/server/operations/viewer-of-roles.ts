import type { Viewer } from '../../domain/viewer.ts';

export interface ViewerOfRoles {
  viewer: Viewer;
  /** Whether anything but the tenant and the roles has been read so far. */
  isPersonal: () => boolean;
}

/**
 * The viewer of an execution whose result others of the same tenant with the same roles may get, too. It tells whether
 * they may: what is read of the viewer is what the result depends on.
 */
export function viewerOfRoles(viewer: Viewer): ViewerOfRoles {
  let isPersonal = false;
  const read = <K extends keyof Viewer>(name: K): Viewer[K] => {
    isPersonal = true;
    return viewer[name];
  };
  return {
    viewer: {
      tenantId: viewer.tenantId,
      roles: viewer.roles,
      // A setting of the server.
      ...(viewer.actorIdCase && { actorIdCase: viewer.actorIdCase }),
      get actor() {
        return read('actor');
      },
      get sources() {
        return read('sources');
      },
      get expiresAt() {
        return read('expiresAt');
      },
    },
    isPersonal: () => isPersonal,
  };
}
