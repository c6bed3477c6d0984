import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import type { Follow } from '../../domain/notifications/follow.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { pageOfFollows } from '../../store/notifications/follows.ts';
import { followEntity, type FollowOutcome } from '../../workflow/notifications/follow-entity.ts';
import { EntityConnection } from '../entities/list/entity-list.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum } from '../kit/enums.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { reads } from '../kit/properties-read.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { NotFoundError } from '../kit/refusals.ts';
import { ViewerRef } from '../viewer.ts';

builder.interfaceField(GovernedEntityRef, 'followed', (t) =>
  t.boolean({
    extensions: reads<Entity>('id'),
    description: 'Whether the viewer follows it and is therefore notified of what happens to it.',
    resolve: async ({ id }, _, { loaders }) => loaders.followed.load(id),
  }),
);

const keySchema = z.object({ followedAt: instantKey, entityId: z.string() });

builder.objectField(ViewerRef, 'follows', (t) =>
  t.field({
    type: EntityConnection,
    authScopes: { role: 'VIEWER' },
    args: t.arg.connectionArgs(),
    description: 'The entities that the viewer follows, most recently followed first.',
    async resolve({ tenantId, actor: { actorId } }, args, { database, loaders }) {
      const { edges, pageInfo } = await resolvePage(
        args,
        listCursor('follows', tenantId, keySchema),
        ({ followedAt, entityId }: Follow) => ({ followedAt: followedAt.toISOString(), entityId }),
        (range) => pageOfFollows(drizzleOn(database), tenantId, actorId, range),
      );
      const entities = await Promise.all(edges.map(({ node }) => loaders.entity.load(node.entityId)));
      return {
        edges: edges.flatMap(({ cursor }, index) => {
          const node = entities[index];
          return node ? [{ node, cursor }] : [];
        }),
        pageInfo,
        query: { followed: { actorId, wanted: true } },
      };
    },
  }),
);

const FollowInput = builder.inputType('FollowInput', {
  description: 'An entity to follow or unfollow.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Type of the entity.' }),
    canonicalKey: t.string({ required: true, description: 'Canonical key of the entity.' }),
  }),
});

/** The result of a mutation that returns the entity, or reports that it does not exist. */
function followResult(name: string, mutation: string) {
  return mutationResult<FollowOutcome>(name, {
    description: `The entity, or why ${mutation} was refused.`,
    success: `${mutation} succeeded.`,
    fields: (t) => ({ entity: t.expose('entity', { type: GovernedEntityRef, description: 'The entity.' }) }),
    refusals: { 'not-found': NotFoundError },
  });
}

const FollowResult = followResult('Follow', 'follow');
const UnfollowResult = followResult('Unfollow', 'unfollow');

builder.mutationFields((t) => ({
  follow: t.field({
    type: FollowResult,
    authScopes: { role: 'VIEWER' },
    description:
      'From now on, the viewer is notified of what happens to the entity. Following an entity twice has no further effect.',
    args: { input: t.arg({ type: FollowInput, required: true, description: 'The entity.' }) },
    resolve: (_, { input }, context) => followEntity(context, context.viewer, input, true),
  }),
  unfollow: t.field({
    type: UnfollowResult,
    authScopes: { role: 'VIEWER' },
    description: 'The viewer is no longer notified of what happens to the entity, except as its owner or requester.',
    args: { input: t.arg({ type: FollowInput, required: true, description: 'The entity.' }) },
    resolve: (_, { input }, context) => followEntity(context, context.viewer, input, false),
  }),
}));
