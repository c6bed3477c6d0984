import type { InboxHead } from '../../domain/notifications/inbox.ts';
import type { Notification } from '../../domain/notifications/notification.ts';
import { AppError } from '../../errors.ts';
import { decodeCursor, encodeCursor } from '../../events/live/cursor.ts';
import { type Bookmark, isBookmark } from '../../events/live/follower.ts';
import { readOnChange } from '../../events/live/read-on-change.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { notificationsAfter, openInbox, pageOfNotifications } from '../../store/notifications/notifications.ts';
import { inboxOf, type MarkOutcome, markOwnNotifications } from '../../workflow/notifications/mark-notifications.ts';
import { invalid } from '../../workflow/outcome.ts';
import { EventUnion, readable } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { EntityTypeEnum, NotificationKindEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { resolvePage } from '../kit/page.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { NotFoundError, ValidationError } from '../kit/refusals.ts';

/** Notifications that a subscription reads at a time. */
const READ_SIZE = 100;

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
      resolve: async ({ eventOffset }, _, { loaders }) => {
        const entry = await loaders.logEntry.load(eventOffset);
        return entry ? readable(entry) : null;
      },
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
      resolve: positionOf,
    }),
  }),
});

function positionOf({ epoch, number }: Notification): string {
  return encodeCursor({ epoch, offset: number });
}

/** @throws AppError BAD_USER_INPUT for what is no position, CURSOR_EXPIRED for one that this inbox does not have */
function numberAt(position: string, { epoch, lastNumber }: InboxHead): number {
  const found = decodeCursor(position);
  if (found.epoch !== epoch || found.offset > lastNumber) {
    throw positionExpired();
  }
  return found.offset;
}

function positionExpired(): AppError {
  return new AppError('CURSOR_EXPIRED', 'Your inbox has no such position. Load it anew and go on from its position.');
}

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
        resolve: ({ head: { epoch, lastNumber } }) => encodeCursor({ epoch, offset: lastNumber }),
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
          encode: (number: number) => encodeCursor({ epoch: head.epoch, offset: number }),
          decode: (cursor) => numberAt(cursor, head),
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
    subscribe: (_, { after }, context) => follow(context, after),
    resolve: (item) => {
      if (isBookmark(item)) throw new Error('a bookmark is answered before resolvers see it');
      return item;
    },
  }),
);

async function follow(
  { database, viewer, changes, bookmarks, logger }: SchemaContext,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<Notification | Bookmark>> {
  const db = drizzleOn(database);
  const owner = inboxOf(viewer);
  const head = await openInbox(db, owner);
  let number = after == null ? head.lastNumber : numberAt(after, head);
  let isBookmarkDue = bookmarks;

  return readOnChange<Notification | Bookmark>({
    changes: changes.watch({ tenantId: owner.tenantId, topic: 'notifications', actorId: owner.recipient }),
    async read() {
      const next = await notificationsAfter(db, owner, number, READ_SIZE);
      if (next.some(({ epoch }) => epoch !== head.epoch)) throw positionExpired();
      number = next.at(-1)?.number ?? number;
      if (next.length > 0 || !isBookmarkDue) return next.map((item) => ({ ...item, cursor: positionOf(item) }));
      isBookmarkDue = false;
      return [{ bookmark: encodeCursor({ epoch: head.epoch, offset: number }) }];
    },
    onError: (error) => {
      logger.error({ err: error }, 'an inbox could not be read');
    },
  });
}

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
    async resolve(_, { input: { ids, upTo } }, context) {
      if ((ids == null) === (upTo == null)) {
        return invalid([{ path: ['ids'], message: 'give either ids or upTo' }]);
      }
      const which =
        upTo == null
          ? { ids: ids ?? [] }
          : { through: numberAt(upTo, await openInbox(drizzleOn(context.database), inboxOf(context.viewer))) };
      return markOwnNotifications(context, context.viewer, which, true);
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
