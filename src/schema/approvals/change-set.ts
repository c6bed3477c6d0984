import * as z from 'zod';

import type { Approval } from '../../domain/approvals/approval.ts';
import { type ChangeSet, type ChangeSetCounts, statusOfSet } from '../../domain/approvals/change-set.ts';
import { findChangeSets, pageOfChangeSets } from '../../store/approvals/change-sets.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { KeyRange } from '../../store/database/keyset.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, NodeRef } from '../kit/common-types.ts';
import { ApprovalStatusEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { ChangeSetRef } from '../kit/refs.ts';
import { ApprovalConnection } from './approval.ts';

const ChangeSetCountsRef = builder.objectRef<ChangeSetCounts>('ChangeSetCounts').implement({
  description: 'How many items of a change set have which status.',
  fields: (t) => ({
    pending: t.exposeInt('PENDING', { description: 'Items that wait for a decision.' }),
    approved: t.exposeInt('APPROVED', { description: 'Approved items, whether they are in force yet or not.' }),
    applied: t.exposeInt('APPLIED', { description: 'Approved items that are in force.' }),
    rejected: t.exposeInt('REJECTED', { description: 'Rejected items.' }),
    withdrawn: t.exposeInt('WITHDRAWN', { description: 'Items that the requester withdrew.' }),
  }),
});

ChangeSetRef.implement({
  description:
    'Changes that were requested together. Each is a request of its own, which may refer to what others of the set create.',
  interfaces: [NodeRef],
  fields: (t) => ({
    status: t.field({
      type: ApprovalStatusEnum,
      description:
        'PENDING as long as any item is. Then APPROVED if at least one item was approved, else REJECTED if at least one was rejected, else WITHDRAWN.',
      resolve: async ({ id }, _, { loaders }) => statusOfSet(await loaders.itemCounts.load(id)),
    }),
    atomic: t.exposeBoolean('atomic', {
      description: 'Whether its items are decided and take effect together or not at all.',
    }),
    itemCount: t.exposeInt('itemCount', { description: 'Number of its items: 1 to 200.' }),
    counts: t.field({
      type: ChangeSetCountsRef,
      description: 'How many of its items have which status.',
      resolve: ({ id }, _, { loaders }) => loaders.itemCounts.load(id),
    }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who requested it.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was requested.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'The requester’s comment on the whole.' }),
    correlationId: t.exposeID('correlationId', {
      description:
        'The correlation id of all events about its items: `eventTrace` returns them, or `events` if they are more than 1,000.',
    }),
    items: t.field({
      type: ApprovalConnection,
      args: t.arg.connectionArgs(),
      description: 'Its items, in the order of the input.',
      resolve: (set, args, { loaders }) =>
        resolvePage(
          args,
          listCursor(`changeSet:${set.id}`, set.tenantId, z.int()),
          ({ changeSetPosition }: Approval) => changeSetPosition ?? 0,
          async (range) => {
            const items = await loaders.items.load({ changeSetId: set.id, ...stretchOf(set, range) });
            return range.backwards ? [...items].reverse() : items;
          },
        ),
    }),
  }),
});

/** The positions of a page, which are known without looking: they have no gaps. */
function stretchOf({ itemCount }: ChangeSet, { after, before, limit, backwards }: KeyRange<number>) {
  const within = (position: number) => Math.min(Math.max(position, -1), itemCount);
  const first = after === undefined ? 0 : within(after) + 1;
  const last = before === undefined ? itemCount - 1 : within(before) - 1;
  return backwards
    ? { first: Math.max(first, last - limit + 1), last }
    : { first, last: Math.min(last, first + limit - 1) };
}

const ChangeSetConnection = builder.connectionObject(
  { type: ChangeSetRef, name: 'ChangeSetConnection', description: 'A page of change sets.' },
  { name: 'ChangeSetEdge', description: 'A change set and its cursor.' },
);

const ChangeSetFilterInput = builder.inputType('ChangeSetFilter', {
  description: 'Filters change sets. A condition that is left out matches every change set.',
  fields: (t) => ({
    statuses: t.field({ type: [ApprovalStatusEnum], description: 'With these statuses.' }),
  }),
});

builder.queryFields((t) => ({
  changeSet: t.field({
    type: ChangeSetRef,
    nullable: true,
    description: 'A change set by id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the change set.' }) },
    resolve: async (_, { id }, { database, viewer }) =>
      (await findChangeSets(drizzleOn(database), viewer.tenantId, [id]))[0] ?? null,
  }),
  changeSets: t.field({
    type: ChangeSetConnection,
    description: 'Change sets, newest first.',
    args: {
      filter: t.arg({ type: ChangeSetFilterInput, description: 'Default: all change sets.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { filter, ...args }, { database, viewer }) =>
      resolvePage(
        args,
        listCursor('changeSets', viewer.tenantId, z.object({ requestedAt: instantKey, id: z.string() })),
        ({ requestedAt, id }: ChangeSet) => ({ requestedAt: requestedAt.toISOString(), id }),
        (range) =>
          pageOfChangeSets(drizzleOn(database), viewer.tenantId, { statuses: filterList(filter?.statuses) }, range),
      ),
  }),
}));
