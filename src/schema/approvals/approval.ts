import * as z from 'zod';

import {
  type Approval,
  type ApprovalVote,
  correlationOf,
  isOverdue,
  requestKindOf,
} from '../../domain/approvals/approval.ts';
import { MAX_APPROVERS } from '../../domain/approvals/approval-policy.ts';
import { findApproval, pageOfApprovals } from '../../store/approvals/approvals.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, FieldChangeRef, NodeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityIfAny } from '../kit/entity-of.ts';
import { ApprovalStatusEnum, ChangeKindEnum, EntityTypeEnum, RoleEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { reads } from '../kit/properties-read.ts';
import { ApprovalRef, ChangeSetRef, GovernedEntityRef } from '../kit/refs.ts';
import { IssueRef, USUAL_WARNINGS } from '../kit/refusals.ts';
import { ApprovalCommentConnection, commentsOf } from './approval-comment.ts';

const ApprovalVoteRef = builder.objectRef<ApprovalVote>('ApprovalVote').implement({
  description: 'One approver’s vote for a request.',
  fields: (t) => ({
    actor: t.expose('actor', { type: ActorRef, description: 'Who voted for it.' }),
    votedAt: t.expose('votedAt', { type: 'DateTime', description: 'When the vote was cast.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'The approver’s comment.' }),
  }),
});

/** Whether the entity has changed since the request was made, so that the change could no longer be applied. */
async function isOutdated(approval: Approval, { loaders }: SchemaContext): Promise<boolean> {
  const { status, appliedAt, kind, entityId, reactivatesId, expectedVersion } = approval;
  if (appliedAt || (status !== 'PENDING' && status !== 'APPROVED')) return false;
  const named = kind === 'CREATE' || reactivatesId !== null ? await loaders.entityByName.load(approval) : undefined;
  if (kind === 'CREATE') return named !== undefined && named.status !== 'DEPRECATED';
  if (reactivatesId !== null) return named?.id !== reactivatesId || named.version !== expectedVersion;
  const entity = entityId === null ? undefined : await loaders.entity.load(entityId);
  return entity?.version !== expectedVersion || entity.status !== 'ACTIVE';
}

ApprovalRef.implement({
  description: 'A request to change an entity, with its outcome.',
  interfaces: [NodeRef],
  fields: (t) => ({
    status: t.expose('status', { type: ApprovalStatusEnum, description: 'Its status.' }),
    kind: t.field({
      type: ChangeKindEnum,
      extensions: reads<Approval>('kind', 'reactivatesId'),
      description: 'Whether it creates, updates, deprecates or reactivates the entity.',
      resolve: requestKindOf,
    }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
    tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entity after the change.' }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      extensions: reads<Approval>('entityId', 'reactivatesId'),
      description: 'The entity; null if the request creates it and has not been applied.',
      resolve: ({ entityId, reactivatesId }, _, context) => entityIfAny(entityId ?? reactivatesId, context),
    }),
    replacedBy: t.field({
      type: GovernedEntityRef,
      nullable: true,
      extensions: reads<Approval>('replacedById'),
      description: 'Of a deprecation: the entity that takes its place; null if none was named.',
      resolve: ({ replacedById }, _, context) => entityIfAny(replacedById, context),
    }),
    diff: t.expose('diff', {
      type: [FieldChangeRef],
      extensions: listSize(10),
      description: 'What changes, field by field.',
    }),
    outdated: t.boolean({
      extensions: reads<Approval>(
        'status',
        'appliedAt',
        'kind',
        'entityType',
        'canonicalKey',
        'entityId',
        'reactivatesId',
        'expectedVersion',
      ),
      description:
        'Whether the entity has changed since the request was made, so that an approval could not be applied. False once the request is applied, rejected or withdrawn.',
      resolve: (approval, _, context) => isOutdated(approval, context),
    }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the decision is due; null if there is no due date.',
    }),
    overdue: t.boolean({
      extensions: reads<Approval>('status', 'dueAt'),
      description: 'Whether the request is pending and its due date has passed.',
      resolve: (approval, _, { clock }) => isOverdue(approval, clock()),
    }),
    requiredRole: t.expose('requiredRole', {
      type: RoleEnum,
      description: 'The role that an approver needs besides APPROVER.',
    }),
    approvalsNeeded: t.exposeInt('approversNeeded', { description: 'How many approvals are needed.' }),
    approvalsGiven: t.int({
      extensions: reads<Approval>('id', 'round'),
      description: 'How many approvals it has. The count returns to 0 when the request goes back to the approvers.',
      resolve: async (approval, _, { loaders }) => (await loaders.votes.load(approval)).length,
    }),
    votes: t.field({
      type: [ApprovalVoteRef],
      extensions: { ...listSize(MAX_APPROVERS), ...reads<Approval>('id', 'round') },
      description: 'The votes for it, oldest first.',
      resolve: (approval, _, { loaders }) => loaders.votes.load(approval),
    }),
    comments: t.field({
      type: ApprovalCommentConnection,
      extensions: reads<Approval>('id', 'tenantId'),
      args: t.arg.connectionArgs(),
      description: 'The comments on it, oldest first.',
      resolve: commentsOf,
    }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who requested it.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was requested.' }),
    warnings: t.expose('warnings', {
      type: [IssueRef],
      extensions: listSize(USUAL_WARNINGS),
      description:
        'What the requester may not have meant, as it was when the change was requested: a table that does not exist yet, for example. Paths are those of the input of requestApproval.',
    }),
    requestComment: t.exposeString('requestComment', { nullable: true, description: 'The requester’s comment.' }),
    decidedBy: t.expose('decidedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who decided; null if nobody has.',
    }),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was decided; null if it was not.',
    }),
    correlationId: t.id({
      extensions: reads<Approval>('correlationId', 'createdEventId'),
      description:
        'The correlation id of the request, its decision and what the change led to: `eventTrace` returns these events. All items of a change set have the same.',
      resolve: correlationOf,
    }),
    changeSet: t.field({
      type: ChangeSetRef,
      nullable: true,
      extensions: reads<Approval>('changeSetId'),
      description: 'The change set that it belongs to; null if it was requested by itself.',
      resolve: async ({ changeSetId }, _, { loaders }) =>
        changeSetId === null ? null : ((await loaders.changeSet.load(changeSetId)) ?? null),
    }),
    appliedAt: t.expose('appliedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the approved change took effect; null if it has not.',
    }),
    comment: t.string({
      extensions: reads<Approval>('decidedAt', 'decisionComment', 'requestComment'),
      nullable: true,
      description:
        'The comment on the decision, such as the reason for a rejection; before the decision, the requester’s comment.',
      resolve: ({ decidedAt, decisionComment, requestComment }) => (decidedAt ? decisionComment : requestComment),
    }),
  }),
});

export const ApprovalConnection = builder.connectionObject(
  { type: ApprovalRef, name: 'ApprovalConnection', description: 'A page of requests.' },
  { name: 'ApprovalEdge', description: 'A request and its cursor.' },
);

const ApprovalFilterInput = builder.inputType('ApprovalFilter', {
  description: 'Filters requests. All conditions must match; a condition that is left out matches every request.',
  fields: (t) => ({
    statuses: t.field({ type: [ApprovalStatusEnum], description: 'With these statuses.' }),
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'For entities of these types.' }),
    canonicalKey: t.string({ description: 'For entities with this canonical key.' }),
    tiers: t.field({ type: [TierEnum], description: 'Whose entity is in one of these tiers after the change.' }),
    requestedBy: t.stringList({ description: 'Requested by one of these actors, by id. At most 1,000.' }),
    overdue: t.boolean({ description: 'True: only overdue requests. False: only requests that are not overdue.' }),
    changeSetId: t.id({ description: 'The items of this change set.' }),
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
    description: 'A request by id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the request.' }) },
    resolve: async (_, { id }, { database, viewer }) =>
      (await findApproval(drizzleOn(database), viewer.tenantId, id)) ?? null,
  }),
  approvals: t.field({
    type: ApprovalConnection,
    description: 'Requests, newest first.',
    args: {
      filter: t.arg({ type: ApprovalFilterInput, description: 'Default: all requests.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { filter, ...args }, { database, viewer, actorIdCase, clock }) => {
      const requesters = filterList(filter?.requestedBy);
      return resolvePage(
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
              tiers: filterList(filter?.tiers),
              requesters: requesters && { ids: requesters, ignoreCase: actorIdCase === 'ignore' },
              overdue: toOverdue(filter?.overdue, clock()),
              changeSetId: filter?.changeSetId ?? undefined,
            },
            range,
          ),
      );
    },
  }),
}));
