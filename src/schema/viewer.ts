import type { Viewer } from '../domain/viewer.ts';
import { builder } from './kit/builder.ts';
import { RoleEnum } from './kit/enums.ts';

export const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The actor of the current request.',
  fields: (t) => ({
    actorId: t.string({ description: 'Name of the actor.', resolve: ({ actor }) => actor.actorId }),
    tenantId: t.exposeID('tenantId', { description: 'The tenant. Nothing of other tenants is visible.' }),
    roles: t.field({
      type: [RoleEnum],
      description: 'What the viewer can do.',
      resolve: ({ roles }) => [...roles],
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    skipTypeScopes: true,
    description: 'The actor, tenant and roles of the current request.',
    resolve: (_, __, { viewer }) => viewer,
  }),
);
