import * as z from 'zod';

import type { Approval } from '../../domain/approvals/approval.ts';
import { countInbox, type InboxQuery, pageOfInbox } from '../../store/approvals/approval-inbox.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { followInbox, type InboxEntry, inboxHead } from '../../workflow/approvals/follow-inbox.ts';
import { encodeInboxPosition } from '../../workflow/approvals/inbox-position.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, InboxRemovalReasonEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { itemOf } from '../kit/item-of.ts';
import { EDGES_SIZE, instantKey, listCursor, resolvePage } from '../kit/page.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { toOverdue } from './approval.ts';

type Page = Awaited<ReturnType<typeof resolvePage<Approval, unknown>>>;

const ApprovalInboxEdge = builder.objectRef<Page['edges'][number]>('ApprovalInboxEdge').implement({
  description: 'A request and its place in the inbox.',
  fields: (t) => ({
    node: t.expose('node', { type: ApprovalRef, description: 'The item.' }),
    cursor: t.exposeString('cursor', { description: 'Where the item stands in its list; opaque.' }),
  }),
});

interface InboxPage extends Page {
  position: string;
  query: InboxQuery;
}

const ApprovalInboxConnection = builder.objectRef<InboxPage>('ApprovalInboxConnection').implement({
  description: 'A page of an inbox.',
  fields: (t) => ({
    edges: t.expose('edges', {
      type: [ApprovalInboxEdge],
      extensions: EDGES_SIZE,
      description: 'The items of this page, in order.',
    }),
    pageInfo: t.expose('pageInfo', {
      type: builder.pageInfoRef(),
      description: 'Where this page stands in the list.',
    }),
    position: t.exposeString('position', {
      description:
        'Give it to the subscription `approvalInbox` as `after`, and no change of what was read here is missed. Whoever reads several pages takes that of the first.',
    }),
    totalCount: t.int({
      description: 'How many requests there are on all pages.',
      resolve: ({ query }, _, { database, viewer }) => countInbox(drizzleOn(database), viewer, query),
    }),
  }),
});

const ApprovalInboxFilterInput = builder.inputType('ApprovalInboxFilter', {
  description: 'Which requests are wanted. All parts must hold; a part left out holds for every request.',
  fields: (t) => ({
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'For entities of one of these types.' }),
    tiers: t.field({ type: [TierEnum], description: 'In one of these tiers.' }),
    overdue: t.boolean({ description: 'True: those that are overdue alone; false: the others alone.' }),
  }),
});

const keySchema = z.object({ dueAt: instantKey.nullable(), requestedAt: instantKey, id: z.string() });

builder.queryField('approvalInbox', (t) =>
  t.field({
    type: ApprovalInboxConnection,
    // Whoever decides need not see anything else.
    skipTypeScopes: true,
    authScopes: { role: 'APPROVER' },
    description:
      'The pending requests that the viewer may decide now: not his own, none that he has voted for, none that asks for a role that he lacks. Those that are due first come first, then the oldest.',
    args: {
      filter: t.arg({ type: ApprovalInboxFilterInput, description: 'Which ones; left out: all.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, { filter, ...args }, context) => {
      const { database, viewer, clock } = context;
      const query = {
        entityTypes: filterList(filter?.entityTypes),
        tiers: filterList(filter?.tiers),
        overdue: toOverdue(filter?.overdue, clock()),
      };
      // Before the page is read: what happens in between is in the page, and told of once more.
      const position = encodeInboxPosition(await inboxHead(context, viewer.tenantId), viewer);
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
  description: 'A change of an inbox.',
  resolveType: ({ effect: { kind } }) => TYPE_NAMES[kind],
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Give it as `after` to go on behind this change.' }),
  }),
});
const TYPE_NAMES: Readonly<Record<InboxEntry['effect']['kind'], string>> = {
  added: 'ApprovalInboxAdded',
  updated: 'ApprovalInboxUpdated',
  removed: 'ApprovalInboxRemoved',
};

builder.objectRef<InboxEntry>('ApprovalInboxAdded').implement({
  description: 'A request is to be decided: it is new, or has gone back to the approvers.',
  interfaces: [ApprovalInboxChange],
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request as it is now.' }),
  }),
});
builder.objectRef<InboxEntry>('ApprovalInboxUpdated').implement({
  description: 'Something happened to a request of the inbox: somebody else has voted for it, or commented on it.',
  interfaces: [ApprovalInboxChange],
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request as it is now.' }),
  }),
});
builder.objectRef<InboxEntry>('ApprovalInboxRemoved').implement({
  description: 'A request is no longer to be decided by the viewer.',
  interfaces: [ApprovalInboxChange],
  fields: (t) => ({
    approvalId: t.id({ description: 'Id of the request.', resolve: ({ approval }) => approval.id }),
    reason: t.field({
      type: InboxRemovalReasonEnum,
      description: 'What happened to it.',
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
      'The changes of the viewer’s inbox, in order, each once: those after the position, then each as it happens. The inbox as it is now comes from the query of the same name.',
    args: {
      after: t.arg.string({
        description:
          'Position of the query, or cursor of the last change that the client has; what came after it is told first. Left out: from now on.',
      }),
    },
    subscribe: (_, { after }, context) =>
      followInbox(context, context.viewer, { after: after ?? undefined, bookmarks: context.bookmarks }),
    resolve: itemOf,
  }),
);
