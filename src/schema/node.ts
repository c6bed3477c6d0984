import { type IdKind, kindOfId } from '../domain/ids.ts';
import { AppError } from '../errors.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import { findNotifications } from '../store/notifications/notifications.ts';
import { findDecisionsById } from '../store/profiling/decisions.ts';
import { findDeadLettersById } from '../store/queue/dead-letters.ts';
import { findDeliveriesById } from '../store/webhooks/webhook-deliveries.ts';
import { findWebhooksById } from '../store/webhooks/webhooks.ts';
import { notificationOwnerOf } from '../workflow/notifications/mark-notifications.ts';
import { builder } from './kit/builder.ts';
import { NodeRef } from './kit/common-types.ts';
import type { SchemaContext } from './kit/context.ts';
import { listSize } from './kit/lists/list-size.ts';

/** Most ids that one field can ask for. */
const MAX_IDS = 100;

interface Node {
  id: string;
}

/** What only an administrator sees. */
const ADMIN_KINDS: ReadonlySet<IdKind | undefined> = new Set(['DEAD_LETTER', 'WEBHOOK', 'WEBHOOK_DELIVERY']);

function maySee(kind: IdKind | undefined, { viewer }: SchemaContext): boolean {
  return !ADMIN_KINDS.has(kind) || viewer.roles.includes('ADMIN');
}

/** Those that exist of these ids of one kind, in any order, by one statement. */
async function findOfKind(
  kind: IdKind | undefined,
  ids: readonly string[],
  { database, viewer, loaders }: SchemaContext,
): Promise<readonly (Node | undefined)[]> {
  const db = drizzleOn(database);
  switch (kind) {
    case undefined:
    case 'COMMENT':
    case 'RUN':
    case 'POLICY_PROPOSAL':
      return [];
    case 'PROFILE':
      return Promise.all(ids.map((id) => loaders.profile.load(id)));
    case 'DECISION':
      return findDecisionsById(db, viewer.tenantId, ids);
    case 'APPROVAL':
      return Promise.all(ids.map((id) => loaders.approval.load(id)));
    case 'INCIDENT':
      return Promise.all(ids.map((id) => loaders.incidents.byId.load(id)));
    case 'CHANGE_SET':
      return Promise.all(ids.map((id) => loaders.changeSet.load(id)));
    case 'DEAD_LETTER':
      return findDeadLettersById(db, viewer.tenantId, ids);
    case 'NOTIFICATION':
      return findNotifications(db, notificationOwnerOf(viewer), ids);
    case 'WEBHOOK':
      return findWebhooksById(db, viewer.tenantId, ids);
    case 'WEBHOOK_DELIVERY':
      return findDeliveriesById(db, viewer.tenantId, ids);
    default:
      return Promise.all(ids.map((id) => loaders.entity.load(id)));
  }
}

/** In the order of the ids; null for what does not exist or may not be seen. One statement for each type. */
async function findNodes(ids: readonly string[], context: SchemaContext): Promise<(Node | null)[]> {
  const idsByKind = new Map<IdKind | undefined, string[]>();
  for (const id of new Set(ids)) {
    const kind = kindOfId(id);
    if (!maySee(kind, context)) continue;
    const ofKind = idsByKind.get(kind) ?? [];
    idsByKind.set(kind, [...ofKind, id]);
  }
  const found = await Promise.all([...idsByKind].map(([kind, ofKind]) => findOfKind(kind, ofKind, context)));
  const nodes = new Map(found.flat().flatMap((node) => (node ? [[node.id, node] as const] : [])));
  return ids.map((id) => nodes.get(id) ?? null);
}

builder.queryFields((t) => ({
  node: t.field({
    type: NodeRef,
    nullable: true,
    description: 'Any object by its id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_, { id }, context) => {
      // The same response whether or not the object exists: it depends only on the id’s type and the viewer’s roles.
      if (!maySee(kindOfId(id), context)) throw new AppError('FORBIDDEN', 'Your roles do not allow this.');
      return (await findNodes([id], context))[0] ?? null;
    },
  }),
  nodes: t.field({
    type: [NodeRef],
    nullable: { list: false, items: true },
    extensions: listSize(MAX_IDS),
    description:
      'Objects by their ids, in the order of the ids; null for an object that does not exist or that the viewer may not see. In the cost of an operation it counts as 100 objects.',
    args: { ids: t.arg.idList({ required: true, description: 'The ids, of any types: at most 100.' }) },
    resolve: (_, { ids }, context) => {
      if (ids.length > MAX_IDS) throw new AppError('BAD_USER_INPUT', `nodes finds at most ${MAX_IDS} ids at a time.`);
      return findNodes(ids, context);
    },
  }),
}));
