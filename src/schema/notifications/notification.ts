import type { InboxHead } from '../../domain/notifications/inbox.ts';
import type { Notification } from '../../domain/notifications/notification.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { openInbox, pageOfNotifications } from '../../store/notifications/notifications.ts';
import { followNotifications } from '../../workflow/notifications/follow-notifications.ts';
import { inboxOf, type MarkOutcome, markOwnNotifications } from '../../workflow/notifications/mark-notifications.ts';
import {
  decodeNotificationPosition,
  encodeNotificationPosition,
} from '../../workflow/notifications/notification-position.ts';
import { invalid } from '../../workflow/outcome.ts';
import { eventAt, EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import { EntityTypeEnum, NotificationKindEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { itemOf } from '../kit/item-of.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { resolvePage } from '../kit/page.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { NotFoundError, ValidationError } from '../kit/refusals.ts';

const NotificationRef = builder.objectRef<Notification>('Notification').implement({
  description: 'What one user is told: something happened to what he owns, requested or follows.',
  interfaces: [NodeRef],
  fields: (t) => ({
    kind: t.expose('kind', { type: NotificationKindEnum, description: 'What it is about.' }),
    title: t.exposeString('title', { description: 'What happened, in one line.' }),
    text: t.exposeString('text', { description: 'What happened, in whole sentences with the figures.' }),
    eventId: t.exposeID('eventId', { description: 'Id of the event that it tells of.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event that it tells of; null: retention has removed it.',
      resolve: ({ eventOffset }, _, context) => eventAt(eventOffset, context),
    }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity that it is about.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity that it is about.' }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity that it is about; null: its creation has not taken effect.',
      resolve: async (notification, _, { loaders }) => (await loaders.entityByName.load(notification)) ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the user was told.' }),
    readAt: t.expose('readAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the user marked it as read; null: it is unread.',
    }),
    cursor: t.string({
      description: 'Its place in the inbox: a subscription with it as `after` goes on behind this one.',
      resolve: encodeNotificationPosition,
    }),
  }),
});

interface NotificationPage {
  edges: { node: Notification; cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  head: InboxHead;
}

const NotificationConnection = builder.connectionObject<typeof NotificationRef, NotificationPage, false, false>(
  {
    type: NotificationRef,
    name: 'NotificationConnection',
    description: 'A page of an inbox, and how the inbox stands.',
    fields: (t) => ({
      unreadCount: t.int({
        description: 'How many are unread at the position, whatever the filter is.',
        resolve: ({ head }) => head.unreadCount,
      }),
      position: t.string({
        description: 'Where the inbox stands: a subscription with it as `after` goes on behind all that is here.',
        resolve: ({ head: { epoch, lastNumber } }) => encodeNotificationPosition({ epoch, number: lastNumber }),
      }),
    }),
  },
  { name: 'NotificationEdge', description: 'A notification and its place in the inbox.' },
);

const NotificationFilterInput = builder.inputType('NotificationFilter', {
  description: 'Which notifications are wanted. All parts must hold; a part left out holds for every one.',
  fields: (t) => ({
    unreadOnly: t.boolean({ description: 'Only those that are not read.' }),
    kinds: t.field({ type: [NotificationKindEnum], description: 'Of one of these kinds.' }),
  }),
});

builder.queryField('notifications', (t) =>
  t.field({
    type: NotificationConnection,
    description: 'What the viewer was told, newest first. Nobody sees the inbox of another.',
    args: {
      filter: t.arg({ type: NotificationFilterInput, description: 'Which ones; left out: all.' }),
      ...t.arg.connectionArgs(),
    },
    async resolve(_, { filter, ...args }, { database, viewer }) {
      const db = drizzleOn(database);
      const owner = inboxOf(viewer);
      const head = await openInbox(db, owner);
      const query = {
        unreadOnly: filter?.unreadOnly ?? undefined,
        kinds: filterList(filter?.kinds),
        // What has come since is behind the position, and a subscription will bring it.
        through: head.lastNumber,
      };
      const page = await resolvePage(
        args,
        {
          encode: (number: number) => encodeNotificationPosition({ epoch: head.epoch, number }),
          decode: (cursor) => decodeNotificationPosition(cursor, head),
        },
        ({ number }: Notification) => number,
        (range) => pageOfNotifications(db, owner, query, range),
      );
      return { ...page, head };
    },
  }),
);

builder.subscriptionField('notifications', (t) =>
  t.field({
    type: NotificationRef,
    authScopes: { role: 'VIEWER' },
    description: 'What the viewer is told: all after the position, in order, then each new one, each once.',
    args: {
      after: t.arg.string({
        description: 'Position of the inbox, or cursor of a notification; left out: from now on.',
      }),
    },
    subscribe: (_, { after }, context) =>
      followNotifications(context, context.viewer, { after: after ?? undefined, bookmarks: context.bookmarks }),
    resolve: itemOf,
  }),
);

const MarkNotificationsReadInput = builder.inputType('MarkNotificationsReadInput', {
  description: 'Which notifications the viewer has read: either some by their ids, or all up to a position.',
  fields: (t) => ({
    ids: t.idList({ description: 'Ids of notifications of the viewer, 1 to 100.' }),
    upTo: t.string({ description: 'Position of the inbox, or cursor of a notification.' }),
  }),
});
const MarkNotificationsUnreadInput = builder.inputType('MarkNotificationsUnreadInput', {
  description: 'Which notifications the viewer wants to see as unread again.',
  fields: (t) => ({ ids: t.idList({ required: true, description: 'Ids of notifications of the viewer, 1 to 100.' }) }),
});

function markResult(name: string, mutation: string) {
  return mutationResult<MarkOutcome>(name, {
    description: `How many are unread now, or why ${mutation} was refused.`,
    success: `${mutation} was done.`,
    fields: (t) => ({
      markedCount: t.exposeInt('markedCount', { description: 'How many were not marked so before.' }),
      unreadCount: t.exposeInt('unreadCount', { description: 'How many are unread now.' }),
    }),
    refusals: { invalid: ValidationError, 'not-found': NotFoundError },
  });
}

const MarkNotificationsReadResult = markResult('MarkNotificationsRead', 'markNotificationsRead');
const MarkNotificationsUnreadResult = markResult('MarkNotificationsUnread', 'markNotificationsUnread');

builder.mutationFields((t) => ({
  markNotificationsRead: t.field({
    type: MarkNotificationsReadResult,
    authScopes: { role: 'VIEWER' },
    description: 'Marks notifications of the viewer as read: all that are named, or none.',
    args: { input: t.arg({ type: MarkNotificationsReadInput, required: true, description: 'Which ones.' }) },
    resolve(_, { input: { ids, upTo } }, context) {
      if ((ids == null) === (upTo == null)) {
        return invalid([{ path: ['ids'], message: 'give either ids or upTo' }]);
      }
      return markOwnNotifications(context, context.viewer, upTo == null ? { ids: ids ?? [] } : { upTo }, true);
    },
  }),
  markNotificationsUnread: t.field({
    type: MarkNotificationsUnreadResult,
    authScopes: { role: 'VIEWER' },
    description: 'Takes the read marks of notifications of the viewer away: of all that are named, or of none.',
    args: { input: t.arg({ type: MarkNotificationsUnreadInput, required: true, description: 'Which ones.' }) },
    resolve: (_, { input: { ids } }, context) => markOwnNotifications(context, context.viewer, { ids }, false),
  }),
}));
