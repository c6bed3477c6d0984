import { kindOfId } from '../domain/ids.ts';
import { AppError } from '../errors.ts';
import { findApproval } from '../store/approvals.ts';
import { findDeadLetter } from '../store/dead-letters.ts';
import { findDecision } from '../store/decisions.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { findNotifications } from '../store/notifications.ts';
import { inboxOf } from '../workflow/mark-notifications.ts';
import { builder } from './builder.ts';
import { NodeRef } from './common-types.ts';
import type { SchemaContext } from './context.ts';

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
      // The same answer whether or not there is one: the id tells what it names, and this who may look.
      if (!viewer.roles.includes('ADMIN')) throw new AppError('FORBIDDEN', 'Your roles do not allow this.');
      return findDeadLetter(drizzleOn(database), viewer.tenantId, id);
    case 'NOTIFICATION':
      return (await findNotifications(drizzleOn(database), inboxOf(viewer), [id]))[0];
    default:
      return loaders.entity.load(id);
  }
}

builder.queryField('node', (t) =>
  t.field({
    type: NodeRef,
    nullable: true,
    description: 'Anything by its id; null: there is no such thing.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_, { id }, context) => (await findNode(id, context)) ?? null,
  }),
);
