import * as z from 'zod';

import type { Approval } from '../../domain/approvals/approval.ts';
import { countInbox, type InboxQuery, pageOfInbox } from '../../store/approvals/approval-inbox.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { encodeInboxPosition } from '../../workflow/approvals/inbox-position.ts';
import { type InboxEntry, watchInbox } from '../../workflow/approvals/watch-inbox.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, InboxRemovalReasonEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { itemOf } from '../kit/lists/item-of.ts';
import { EDGES_SIZE, instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { readBefore } from '../kit/read-before.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { toOverdue } from './approval.ts';

type Page = Awaited<ReturnType<typeof resolvePage<Approval, unknown>>>;

const ApprovalInboxEdge = builder.objectRef<Page['edges'][number]>('ApprovalInboxEdge').implement({
  description: 'A request and its cursor.',
  fields: (t) => ({
    node: t.expose('node', { type: ApprovalRef, description: 'The item.' }),
    cursor: t.exposeString('cursor', { description: 'Cursor of the item; opaque.' }),
  }),
});

interface InboxPage extends Page {
  position: string;
  query: InboxQuery;
}

const ApprovalInboxConnection = builder.objectRef<InboxPage>('ApprovalInboxConnection').implement({
  description: 'A page of the approvers’ inbox.',
  fields: (t) => ({
    edges: t.expose('edges', {
      type: [ApprovalInboxEdge],
      extensions: EDGES_SIZE,
      description: 'The items of this page, in order.',
    }),
    pageInfo: t.expose('pageInfo', {
      type: builder.pageInfoRef(),
      description: 'Position of this page in the list.',
    }),
    position: t.exposeString('position', {
      description:
        'Pass it as `after` to the subscription `approvalInbox` to receive every change since this page was read. It is read before everything else in the operation. If you read several pages, use the position of the first.',
    }),
    totalCount: t.int({
      description: 'Number of requests on all pages. With `onePerChangeSet`, those of a change set count as one.',
      resolve: ({ query }, _, { database, viewer }) => countInbox(drizzleOn(database), viewer, query),
    }),
  }),
});

const ApprovalInboxFilterInput = builder.inputType('ApprovalInboxFilter', {
  description: 'Filters requests. All conditions must match; a condition that is left out matches every request.',
  fields: (t) => ({
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'For entities of these types.' }),
    tiers: t.field({ type: [TierEnum], description: 'In these tiers.' }),
    overdue: t.boolean({ description: 'True: only overdue requests. False: only requests that are not overdue.' }),
    onePerChangeSet: t.boolean({
      description:
        'True: of each change set, only the most urgent request that matches the other conditions, so that a set is one entry; its `changeSet` leads to the others. False, the default: all of them.',
    }),
  }),
});

const keySchema = z.object({ dueAt: instantKey.nullable(), requestedAt: instantKey, id: z.string() });

builder.queryField('approvalInbox', (t) =>
  t.field({
    type: ApprovalInboxConnection,
    // The role is sufficient: deciding requires no permission to read anything else.
    skipTypeScopes: true,
    authScopes: { role: 'APPROVER' },
    extensions: readBefore(({ positions }) => positions.inbox()),
    description:
      'The pending requests that the viewer can decide now. It leaves out the viewer’s own requests, those that the viewer has voted for, and those whose required role the viewer lacks. The earliest due date comes first, then the oldest request.',
    args: {
      filter: t.arg({ type: ApprovalInboxFilterInput, description: 'Default: all requests.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, { filter, ...args }, context) => {
      const { database, viewer, clock, positions } = context;
      const query = {
        entityTypes: filterList(filter?.entityTypes),
        tiers: filterList(filter?.tiers),
        overdue: toOverdue(filter?.overdue, clock()),
        onePerChangeSet: filter?.onePerChangeSet ?? undefined,
      };
      // Before the page is read: a change in between is in the page, and is delivered again.
      const position = encodeInboxPosition(await positions.inbox(), viewer);
      const page = await resolvePage(
        args,
        listCursor('approvalInbox', viewer.tenantId, keySchema),
        ({ dueAt, requestedAt, id }: Approval) => ({
          dueAt: dueAt?.toISOString() ?? null,
          requestedAt: requestedAt.toISOString(),
          id,
        }),
        (range) => pageOfInbox(drizzleOn(database), viewer, query, range),
      );
      return { ...page, position, query };
    },
  }),
);

const ApprovalInboxChange = builder.interfaceRef<InboxEntry>('ApprovalInboxChange').implement({
  description: 'A change of the approvers’ inbox.',
  resolveType: ({ effect: { kind } }) => TYPE_NAMES[kind],
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Pass it as `after` to resume after this change.' }),
  }),
});
const TYPE_NAMES: Readonly<Record<InboxEntry['effect']['kind'], string>> = {
  added: 'ApprovalInboxAdded',
  updated: 'ApprovalInboxUpdated',
  removed: 'ApprovalInboxRemoved',
};

builder.objectRef<InboxEntry>('ApprovalInboxAdded').implement({
  description: 'The viewer can now decide this request: it is new, or has returned to the approvers.',
  interfaces: [ApprovalInboxChange],
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request at the time of delivery.' }),
  }),
});
builder.objectRef<InboxEntry>('ApprovalInboxUpdated').implement({
  description: 'Somebody else voted for, or commented on, a request in the inbox.',
  interfaces: [ApprovalInboxChange],
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request at the time of delivery.' }),
  }),
});
builder.objectRef<InboxEntry>('ApprovalInboxRemoved').implement({
  description: 'The viewer can no longer decide this request.',
  interfaces: [ApprovalInboxChange],
  fields: (t) => ({
    approvalId: t.id({ description: 'Id of the request.', resolve: ({ approval }) => approval.id }),
    reason: t.field({
      type: InboxRemovalReasonEnum,
      description: 'Why it was removed.',
      resolve: ({ effect }) => {
        if (effect.kind !== 'removed') throw new Error(`${effect.kind} is no removal`);
        return effect.reason;
      },
    }),
  }),
});

builder.subscriptionField('approvalInbox', (t) =>
  t.field({
    type: ApprovalInboxChange,
    authScopes: { role: 'APPROVER' },
    description:
      'The changes of the viewer’s inbox, in order and each once: first those after the given position, then new ones as they happen. The query of the same name returns the current inbox.',
    args: {
      after: t.arg.string({
        description:
          'Position from the query, or cursor of the last change that the client received. Changes after it are delivered first. Default: only new changes.',
      }),
    },
    subscribe: (_, { after }, context) =>
      watchInbox(context, context.viewer, { after: after ?? undefined, bookmarks: context.bookmarks }),
    resolve: itemOf,
  }),
);
