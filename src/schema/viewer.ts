import type { Viewer } from '../domain/viewer.ts';
import { builder } from './kit/builder.ts';
import { RoleEnum } from './kit/enums.ts';

export const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'On whose behalf a request is served.',
  fields: (t) => ({
    actorId: t.string({ description: 'Name of the actor.', resolve: ({ actor }) => actor.actorId }),
    tenantId: t.exposeID('tenantId', { description: 'The tenant; nothing of another is ever seen.' }),
    roles: t.field({
      type: [RoleEnum],
      description: 'What the viewer may do.',
      resolve: ({ roles }) => [...roles],
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    skipTypeScopes: true,
    description: 'Who the server takes the client for.',
    resolve: (_, __, { viewer }) => viewer,
  }),
);
