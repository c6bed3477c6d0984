import type { Notification } from '../../domain/notifications/notification.ts';
import type { NotificationHead } from '../../domain/notifications/notification-head.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { pageOfNotifications } from '../../store/notifications/notifications.ts';
import {
  type MarkOutcome,
  markOwnNotifications,
  MAX_MARKED_IDS,
  notificationOwnerOf,
} from '../../workflow/notifications/mark-notifications.ts';
import {
  decodeNotificationPosition,
  encodeNotificationPosition,
} from '../../workflow/notifications/notification-position.ts';
import { watchNotifications } from '../../workflow/notifications/watch-notifications.ts';
import { invalid } from '../../workflow/outcome.ts';
import { eventAt, EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { EntityTypeEnum, NotificationKindEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { itemOf } from '../kit/lists/item-of.ts';
import { resolvePage } from '../kit/lists/page.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { readBefore } from '../kit/read-before.ts';
import { GovernedEntityRef, IncidentRef } from '../kit/refs.ts';
import { NotFoundError, ValidationError } from '../kit/refusals.ts';

async function eventOf({ eventOffset, incidentId }: Notification, context: SchemaContext) {
  if (eventOffset > 0 || incidentId === null) return eventAt(eventOffset, context);
  const incident = await context.loaders.incidents.byId.load(incidentId);
  return incident?.openedByOffset == null ? null : eventAt(incident.openedByOffset, context);
}

const NotificationRef = builder.objectRef<Notification>('Notification').implement({
  description: 'Informs one user of something that happened to an entity that they own, requested or follow.',
  interfaces: [NodeRef],
  fields: (t) => ({
    kind: t.expose('kind', { type: NotificationKindEnum, description: 'Its kind.' }),
    title: t.exposeString('title', { description: 'What happened, in one line.' }),
    text: t.exposeString('text', { description: 'What happened, in full sentences with figures.' }),
    eventId: t.exposeID('eventId', {
      description: 'Id of the event that it is about. Where no event led to an incident, an id that no event has.',
    }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description:
        'The event that it is about, or that led to the incident that it is about; null if there is none, or if retention has removed it.',
      resolve: (notification, _, context) => eventOf(notification, context),
    }),
    incident: t.field({
      type: IncidentRef,
      nullable: true,
      description:
        'The incident that it is about, as it is now: if it tells of trouble, the root of the group. Null if it is about none.',
      resolve: async ({ incidentId }, _, { loaders }) =>
        incidentId === null ? null : ((await loaders.incidents.byId.load(incidentId)) ?? null),
    }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity that it is about.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity that it is about.' }),
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity that it is about; null if its creation has not taken effect.',
      resolve: async (notification, _, { loaders }) => (await loaders.entityByName.load(notification)) ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the user was notified.' }),
    readAt: t.expose('readAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the user marked it as read; null if it is unread.',
    }),
    cursor: t.string({
      description: 'Its cursor: pass it as `after` to the subscription to continue after this notification.',
      resolve: encodeNotificationPosition,
    }),
  }),
});

interface NotificationPage {
  edges: { node: Notification; cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  head: NotificationHead;
}

const NotificationConnection = builder.connectionObject<typeof NotificationRef, NotificationPage, false, false>(
  {
    type: NotificationRef,
    name: 'NotificationConnection',
    description: 'A page of notifications, with their position and the number of unread ones.',
    fields: (t) => ({
      unreadCount: t.int({
        description: 'Number of unread notifications at the position, regardless of the filter.',
        resolve: ({ head }) => head.unreadCount,
      }),
      position: t.string({
        description:
          'The position of the list: pass it as `after` to the subscription to continue after everything listed here.',
        resolve: ({ head: { epoch, lastNumber } }) => encodeNotificationPosition({ epoch, number: lastNumber }),
      }),
    }),
  },
  { name: 'NotificationEdge', description: 'A notification and its cursor.' },
);

const NotificationFilterInput = builder.inputType('NotificationFilter', {
  description:
    'Filters notifications. All conditions must match; a condition that is left out matches every notification.',
  fields: (t) => ({
    unreadOnly: t.boolean({ description: 'Only unread notifications.' }),
    kinds: t.field({ type: [NotificationKindEnum], description: 'Of these kinds.' }),
  }),
});

builder.queryField('notifications', (t) =>
  t.field({
    type: NotificationConnection,
    extensions: readBefore(({ positions }) => positions.notifications()),
    description: 'The viewer’s notifications, newest first. Nobody sees the notifications of others.',
    args: {
      filter: t.arg({ type: NotificationFilterInput, description: 'Default: all notifications.' }),
      ...t.arg.connectionArgs(),
    },
    async resolve(_, { filter, ...args }, { database, viewer, positions }) {
      const db = drizzleOn(database);
      const owner = notificationOwnerOf(viewer);
      const head = await positions.notifications();
      const query = {
        unreadOnly: filter?.unreadOnly ?? undefined,
        kinds: filterList(filter?.kinds),
        // Later notifications come after the position, and a subscription will deliver them.
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
    description:
      'The viewer’s notifications: first those after the position, in order, then new ones as they arrive, each once.',
    args: {
      after: t.arg.string({
        description: 'Position from the query, or cursor of a notification. Default: only new notifications.',
      }),
    },
    subscribe: (_, { after }, context) =>
      watchNotifications(context, context.viewer, { after: after ?? undefined, bookmarks: context.bookmarks }),
    resolve: itemOf,
  }),
);

const MarkNotificationsReadInput = builder.inputType('MarkNotificationsReadInput', {
  description: 'Which notifications the viewer has read: either by ids, or all up to a position.',
  fields: (t) => ({
    ids: t.idList({ description: `Ids of the viewer’s notifications, 1 to ${MAX_MARKED_IDS}.` }),
    upTo: t.string({ description: 'Position from the query, or cursor of a notification.' }),
  }),
});
const MarkNotificationsUnreadInput = builder.inputType('MarkNotificationsUnreadInput', {
  description: 'Which notifications to mark as unread.',
  fields: (t) => ({
    ids: t.idList({ required: true, description: `Ids of the viewer’s notifications, 1 to ${MAX_MARKED_IDS}.` }),
  }),
});

function markResult(name: string, mutation: string) {
  return mutationResult<MarkOutcome>(name, {
    description: `How many are unread now, or why ${mutation} was refused.`,
    success: `${mutation} succeeded.`,
    fields: (t) => ({
      markedCount: t.exposeInt('markedCount', { description: 'How many were changed.' }),
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
    description: 'Marks the viewer’s notifications as read: either all that are named or none.',
    args: { input: t.arg({ type: MarkNotificationsReadInput, required: true, description: 'Which notifications.' }) },
    resolve(_, { input: { ids, upTo } }, context) {
      if ((ids == null) === (upTo == null)) {
        return invalid([{ path: ['ids'], message: 'pass either ids or upTo' }]);
      }
      return markOwnNotifications(context, context.viewer, upTo == null ? { ids: ids ?? [] } : { upTo }, true);
    },
  }),
  markNotificationsUnread: t.field({
    type: MarkNotificationsUnreadResult,
    authScopes: { role: 'VIEWER' },
    description: 'Marks the viewer’s notifications as unread: either all that are named or none.',
    args: { input: t.arg({ type: MarkNotificationsUnreadInput, required: true, description: 'Which notifications.' }) },
    resolve: (_, { input: { ids } }, context) => markOwnNotifications(context, context.viewer, { ids }, false),
  }),
}));
