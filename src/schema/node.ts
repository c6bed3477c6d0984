import { kindOfId } from '../domain/ids.ts';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { findApproval } from '../store/approvals/approvals.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import { findNotifications } from '../store/notifications/notifications.ts';
import { findDecision } from '../store/profiling/decisions.ts';
import { findDeadLetter } from '../store/queue/dead-letters.ts';
import { findDelivery } from '../store/webhooks/webhook-deliveries.ts';
import { findWebhook } from '../store/webhooks/webhooks.ts';
import { notificationOwnerOf } from '../workflow/notifications/mark-notifications.ts';
import { builder } from './kit/builder.ts';
import { NodeRef } from './kit/common-types.ts';
import type { SchemaContext } from './kit/context.ts';

async function findNode(id: string, { database, viewer, loaders }: SchemaContext) {
  const kind = kindOfId(id);
  switch (kind) {
    case undefined:
    case 'COMMENT':
    case 'RUN':
      return null;
    case 'PROFILE':
      return loaders.profile.load(id);
    case 'DECISION':
      return findDecision(drizzleOn(database), viewer.tenantId, id);
    case 'APPROVAL':
      return findApproval(drizzleOn(database), viewer.tenantId, id);
    case 'DEAD_LETTER':
      assertAdmin(viewer);
      return findDeadLetter(drizzleOn(database), viewer.tenantId, id);
    case 'NOTIFICATION':
      return (await findNotifications(drizzleOn(database), notificationOwnerOf(viewer), [id]))[0];
    case 'WEBHOOK':
      assertAdmin(viewer);
      return findWebhook(drizzleOn(database), viewer.tenantId, id);
    case 'WEBHOOK_DELIVERY':
      assertAdmin(viewer);
      return findDelivery(drizzleOn(database), viewer.tenantId, id);
    default:
      return loaders.entity.load(id);
  }
}

/**
 * The same response whether or not the node exists: it depends only on the type in the id and on the viewer's roles.
 */
function assertAdmin({ roles }: Viewer): void {
  if (!roles.includes('ADMIN')) throw new AppError('FORBIDDEN', 'Your roles do not allow this.');
}

builder.queryField('node', (t) =>
  t.field({
    type: NodeRef,
    nullable: true,
    description: 'Any object by its id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_, { id }, context) => (await findNode(id, context)) ?? null,
  }),
);
