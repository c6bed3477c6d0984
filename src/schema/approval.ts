import * as z from 'zod';

import type { Approval } from '../domain/approval.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { findApproval, pageOfApprovals } from '../store/approvals.ts';
import { builder } from './builder.ts';
import { filterList } from './filter-list.ts';
import { ActorRef, FieldChangeRef, NodeRef } from './common-types.ts';
import { ApprovalStatusEnum, ChangeKindEnum, EntityTypeEnum, TierEnum } from './enums.ts';
import { listCursor, resolvePage } from './page.ts';
import { ApprovalRef, GovernedEntityRef } from './refs.ts';

ApprovalRef.implement({
  description: 'A request to change an entity, and what became of it.',
  interfaces: [NodeRef],
  fields: (t) => ({
    status: t.expose('status', { type: ApprovalStatusEnum, description: 'Where it stands.' }),
    kind: t.expose('kind', { type: ChangeKindEnum, description: 'What the change does.' }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
    tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entity once the change is applied.' }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null until a creation is applied.',
      resolve: async ({ entityId }, _, { loaders }) =>
        entityId === null ? null : ((await loaders.entity.load(entityId)) ?? null),
    }),
    diff: t.expose('diff', { type: [FieldChangeRef], description: 'What changes, field by field.' }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who asks for it.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'Since when.' }),
    requestComment: t.exposeString('requestComment', { nullable: true, description: 'What the requester says of it.' }),
    decidedBy: t.expose('decidedBy', { type: ActorRef, nullable: true, description: 'Who decided; null: nobody yet.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When it was decided.' }),
    appliedAt: t.expose('appliedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When an approved change took effect; null: not yet.',
    }),
    comment: t.string({
      nullable: true,
      description: 'What the decider says of it, such as the reason of a rejection; until then, the requester.',
      resolve: ({ decidedAt, decisionComment, requestComment }) => (decidedAt ? decisionComment : requestComment),
    }),
  }),
});

const ApprovalConnection = builder.connectionObject(
  { type: ApprovalRef, name: 'ApprovalConnection', description: 'A page of requests.' },
  { name: 'ApprovalEdge', description: 'A request and its place in the list.' },
);

const ApprovalFilterInput = builder.inputType('ApprovalFilter', {
  description: 'Which requests are wanted. All parts must hold; a part left out holds for every request.',
  fields: (t) => ({
    statuses: t.field({ type: [ApprovalStatusEnum], description: 'With one of these statuses.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'For entities of one of these types.' }),
    canonicalKey: t.string({ description: 'For entities with this canonical key.' }),
  }),
});

builder.queryFields((t) => ({
  approval: t.field({
    type: ApprovalRef,
    nullable: true,
    description: 'One request; null: there is none with this id.',
    args: { id: t.arg.id({ required: true, description: 'Id of the request.' }) },
    resolve: async (_, { id }, { database, viewer }) =>
      (await findApproval(drizzleOn(database), viewer.tenantId, id)) ?? null,
  }),
  approvals: t.field({
    type: ApprovalConnection,
    description: 'Requests, newest first.',
    args: {
      filter: t.arg({ type: ApprovalFilterInput, description: 'Which ones; left out: all.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { filter, ...args }, { database, viewer }) =>
      resolvePage(
        args,
        listCursor(
          'approvals',
          viewer.tenantId,
          z.object({ requestedAt: z.iso.datetime().regex(/^[12]/), id: z.string() }),
        ),
        ({ requestedAt, id }: Approval) => ({ requestedAt: requestedAt.toISOString(), id }),
        (range) =>
          pageOfApprovals(
            drizzleOn(database),
            viewer.tenantId,
            {
              statuses: filterList(filter?.statuses),
              entityTypes: filterList(filter?.entityTypes),
              canonicalKey: filter?.canonicalKey ?? undefined,
            },
            range,
          ),
      ),
  }),
}));
