import { randomUUID } from 'node:crypto';

import { insertNotifications } from '../../src/store/notifications/notifications.ts';
import type { TestServer } from './server/test-server.ts';

export interface Told {
  id: string;
  kind: string;
  title: string;
  text: string;
  canonicalKey: string;
  eventId: string;
  readAt: string | null;
  cursor: string;
}

export interface Inbox {
  unreadCount: number;
  position: string;
  /** Newest first. */
  told: Told[];
}

const INBOX = `query ($filter: NotificationFilter) {
  notifications(filter: $filter, first: 100) {
    unreadCount position
    edges { node { id kind title text canonicalKey eventId readAt cursor } }
  }
}`;

export async function notificationOwnerOf(
  server: TestServer,
  headers: Record<string, string>,
  filter?: Record<string, unknown>,
): Promise<Inbox> {
  const { notifications } = await server.query<
    { notifications: Omit<Inbox, 'told'> & { edges: { node: Told }[] } },
    object
  >(INBOX, { filter }, headers);
  const { edges, ...state } = notifications;
  return { ...state, told: edges.map(({ node }) => node) };
}

/** Follows an entity, or follows it no more; returns the name of the outcome. */
export async function follow(
  server: TestServer,
  canonicalKey: string,
  headers: Record<string, string>,
  mutation: 'follow' | 'unfollow' = 'follow',
  entityType = 'METADATA',
): Promise<string> {
  const data = await server.query<Record<string, { __typename: string }>, object>(
    `mutation ($input: FollowInput!) { ${mutation}(input: $input) { __typename } }`,
    { input: { entityType, canonicalKey } },
    headers,
  );
  return data[mutation]?.__typename ?? '';
}

/** Tells people something `count` times, in one transaction: `title 1`, `title 2` and so on, from `from`. */
export async function notifySomebody(
  server: Pick<TestServer, 'parts'>,
  { tenantId = 'demo', recipients, count, from = 1 }: NotifyOptions,
): Promise<void> {
  await server.parts.unitOfWork.transaction(async (tx) => {
    for (let number = from; number < from + count; number++) {
      const event = { tenantId, offset: ++nextOffset, id: randomUUID() };
      const notice = { kind: 'DEPRECATED', title: `title ${number}`, text: 'text', ...ABOUT } as const;
      await insertNotifications(tx.db, event, new Map(recipients.map((to) => [to, notice])), new Date());
    }
    tx.signalChange({ tenantId, topic: 'notifications', actorIds: recipients });
  });
}

interface NotifyOptions {
  tenantId?: string;
  recipients: readonly string[];
  count: number;
  from?: number;
}

const ABOUT = { entityType: 'METADATA', canonicalKey: 'nothing' } as const;
/** Beyond the offsets of events that there are. */
let nextOffset = 1_000_000;
