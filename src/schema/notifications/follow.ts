import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import type { Follow } from '../../domain/notifications/follow.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { pageOfFollows } from '../../store/notifications/follows.ts';
import { followEntity } from '../../workflow/notifications/follow-entity.ts';
import type { Refusal } from '../../workflow/outcome.ts';
import { EntityConnection } from '../entities/governed-entity.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { EntityTypeEnum } from '../kit/enums.ts';
import { instantKey, listCursor, resolvePage } from '../kit/page.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { REFUSAL_TYPES } from '../kit/refusals.ts';
import { ViewerRef } from '../viewer.ts';

builder.interfaceField(GovernedEntityRef, 'followed', (t) =>
  t.boolean({
    description: 'Whether the viewer follows it, and so is told what happens to it.',
    resolve: async ({ id }, _, { loaders }) => loaders.followed.load(id),
  }),
);

const keySchema = z.object({ followedAt: instantKey, entityId: z.string() });

builder.objectField(ViewerRef, 'follows', (t) =>
  t.field({
    type: EntityConnection,
    authScopes: { role: 'VIEWER' },
    args: t.arg.connectionArgs(),
    description: 'What the viewer follows, the latest first.',
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
      };
    },
  }),
);

const FollowInput = builder.inputType('FollowInput', {
  description: 'An entity to follow, or to follow no more.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Type of the entity.' }),
    canonicalKey: t.string({ required: true, description: 'Canonical key of the entity.' }),
  }),
});

interface Success<K extends string> {
  kind: K;
  entity: Entity;
}

/** The result union of a mutation that answers with the entity, or with its absence. */
function followResult<const K extends string>(kind: K, mutation: string) {
  const success = builder.objectRef<Success<K>>(kind).implement({
    description: `${mutation} was done.`,
    fields: (t) => ({ entity: t.expose('entity', { type: GovernedEntityRef, description: 'The entity.' }) }),
  });
  return builder.unionType(kind.replace('Success', 'Result'), {
    description: `The entity, or why ${mutation} was refused.`,
    types: [success, REFUSAL_TYPES.NotFoundError],
    resolveType: (outcome) => (outcome.kind in REFUSAL_TYPES ? outcome.kind : kind),
  });
}

async function follow<const K extends string>(
  kind: K,
  context: SchemaContext,
  input: typeof FollowInput.$inferInput,
): Promise<Success<K> | Refusal> {
  const outcome = await followEntity(context, context.viewer, input, kind === 'FollowSuccess');
  return outcome.kind === 'followed' ? { kind, entity: outcome.entity } : outcome;
}

const FollowResult = followResult('FollowSuccess', 'follow');
const UnfollowResult = followResult('UnfollowSuccess', 'unfollow');

builder.mutationFields((t) => ({
  follow: t.field({
    type: FollowResult,
    authScopes: { role: 'VIEWER' },
    description: 'From now on the viewer is told what happens to the entity. Done twice, it is done once.',
    args: { input: t.arg({ type: FollowInput, required: true, description: 'The entity.' }) },
    resolve: (_, { input }, context) => follow('FollowSuccess', context, input),
  }),
  unfollow: t.field({
    type: UnfollowResult,
    authScopes: { role: 'VIEWER' },
    description: 'The viewer is told no more, unless the entity is his or he asked for something himself.',
    args: { input: t.arg({ type: FollowInput, required: true, description: 'The entity.' }) },
    resolve: (_, { input }, context) => follow('UnfollowSuccess', context, input),
  }),
}));
