import * as z from 'zod';

import { type Approval, type ApprovalVote, isOverdue } from '../../domain/approvals/approval.ts';
import { MAX_APPROVERS } from '../../domain/approvals/approval-policy.ts';
import { findApproval, pageOfApprovals } from '../../store/approvals/approvals.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, FieldChangeRef, NodeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityIfAny } from '../kit/entity-of.ts';
import { ApprovalStatusEnum, ChangeKindEnum, EntityTypeEnum, RoleEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { listSize } from '../kit/list-size.ts';
import { instantKey, listCursor, resolvePage } from '../kit/page.ts';
import { ApprovalRef, GovernedEntityRef } from '../kit/refs.ts';
import { ApprovalCommentConnection, commentsOf } from './approval-comment.ts';

const ApprovalVoteRef = builder.objectRef<ApprovalVote>('ApprovalVote').implement({
  description: 'One approver’s word for a request.',
  fields: (t) => ({
    actor: t.expose('actor', { type: ActorRef, description: 'Who is for it.' }),
    votedAt: t.expose('votedAt', { type: 'DateTime', description: 'Since when.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the approver says of it.' }),
  }),
});

/** Whether the entity has changed since the request was made, so that the change could not be applied to it any more. */
async function isOutdated(approval: Approval, { loaders }: SchemaContext): Promise<boolean> {
  const { status, appliedAt, entityId, expectedVersion } = approval;
  if (appliedAt || (status !== 'PENDING' && status !== 'APPROVED')) return false;
  if (entityId === null) return (await loaders.entityByName.load(approval)) !== undefined;
  const entity = await loaders.entity.load(entityId);
  return entity?.version !== expectedVersion || entity.status !== 'ACTIVE';
}

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
      resolve: ({ entityId }, _, context) => entityIfAny(entityId, context),
    }),
    diff: t.expose('diff', {
      type: [FieldChangeRef],
      extensions: listSize(10),
      description: 'What changes, field by field.',
    }),
    outdated: t.boolean({
      description:
        'Whether the entity has changed since the request was made: an approval would not take effect. False once it is applied, rejected or withdrawn.',
      resolve: (approval, _, context) => isOutdated(approval, context),
    }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it should be decided; null: whenever.',
    }),
    overdue: t.boolean({
      description: 'Whether it still waits for a decision that was due before now.',
      resolve: (approval, _, { clock }) => isOverdue(approval, clock()),
    }),
    requiredRole: t.expose('requiredRole', {
      type: RoleEnum,
      description: 'Role that whoever decides it must have, besides APPROVER.',
    }),
    approvalsNeeded: t.exposeInt('approversNeeded', { description: 'How many approvers must be for it.' }),
    approvalsGiven: t.int({
      description: 'How many approvers are for it. It starts again at 0 when the request goes back to the approvers.',
      resolve: async (approval, _, { loaders }) => (await loaders.votes.load(approval)).length,
    }),
    votes: t.field({
      type: [ApprovalVoteRef],
      extensions: listSize(MAX_APPROVERS),
      description: 'Those who are for it, first one first.',
      resolve: (approval, _, { loaders }) => loaders.votes.load(approval),
    }),
    comments: t.field({
      type: ApprovalCommentConnection,
      args: t.arg.connectionArgs(),
      description: 'What was said about it, oldest first.',
      resolve: commentsOf,
    }),
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
    overdue: t.boolean({ description: 'True: those that are overdue alone; false: the others alone.' }),
  }),
});

/** A filter by due date, as of now. */
export function toOverdue(wanted: boolean | null | undefined, now: Date) {
  return wanted == null ? undefined : { wanted, now };
}

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
    resolve: (_, { filter, ...args }, { database, viewer, clock }) =>
      resolvePage(
        args,
        listCursor('approvals', viewer.tenantId, z.object({ requestedAt: instantKey, id: z.string() })),
        ({ requestedAt, id }: Approval) => ({ requestedAt: requestedAt.toISOString(), id }),
        (range) =>
          pageOfApprovals(
            drizzleOn(database),
            viewer.tenantId,
            {
              statuses: filterList(filter?.statuses),
              entityTypes: filterList(filter?.entityTypes),
              canonicalKey: filter?.canonicalKey ?? undefined,
              overdue: toOverdue(filter?.overdue, clock()),
            },
            range,
          ),
      ),
  }),
}));
