import * as z from 'zod';

import type { Approval, ApprovalComment } from '../../domain/approvals/approval.ts';
import { pageOfComments } from '../../store/approvals/approval-comments.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { commentOnApproval, type CommentOutcome } from '../../workflow/approvals/comment-on-approval.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { instantKey, listCursor, type PageArgs, resolvePage } from '../kit/lists/page.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { REFUSAL_TYPES } from '../kit/refusals.ts';

const ApprovalCommentRef = builder.objectRef<ApprovalComment>('ApprovalComment').implement({
  description: 'A comment on a request.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    author: t.expose('author', { type: ActorRef, description: 'Who wrote it.' }),
    text: t.exposeString('text', { description: 'The text.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

export const ApprovalCommentConnection = builder.connectionObject(
  { type: ApprovalCommentRef, name: 'ApprovalCommentConnection', description: 'A page of comments.' },
  { name: 'ApprovalCommentEdge', description: 'A comment and its cursor.' },
);

const keySchema = z.object({ createdAt: instantKey, id: z.string() });

/** A page of the comments on a request, oldest first. */
export function commentsOf({ id, tenantId }: Approval, args: PageArgs, { database }: SchemaContext) {
  return resolvePage(
    args,
    listCursor(`comments:${id}`, tenantId, keySchema),
    ({ createdAt, id }: ApprovalComment) => ({ createdAt: createdAt.toISOString(), id }),
    (range) => pageOfComments(drizzleOn(database), tenantId, id, range),
  );
}

const CommentOnApprovalResult = mutationResult<CommentOutcome>('CommentOnApproval', {
  description: 'The comment, or why commentOnApproval was refused.',
  success: 'The comment was added.',
  fields: (t) => ({
    comment: t.expose('comment', { type: ApprovalCommentRef, description: 'The comment.' }),
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request that it belongs to.' }),
  }),
  refusals: REFUSAL_TYPES,
});
const CommentOnApprovalInput = builder.inputType('CommentOnApprovalInput', {
  description: 'A comment on a request.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request, which may already be decided.' }),
    text: t.string({ required: true, description: 'The text; must not be empty.' }),
  }),
});

builder.mutationField('commentOnApproval', (t) =>
  t.field({
    type: CommentOnApprovalResult,
    authScopes: (_, __, { viewer: { roles } }) => roles.includes('STEWARD') || roles.includes('APPROVER'),
    description: 'Adds a comment to a request, before or after its decision. It has no effect on the decision.',
    args: { input: t.arg({ type: CommentOnApprovalInput, required: true, description: 'The comment.' }) },
    resolve: (_, { input }, context) => commentOnApproval(context, context.viewer, input),
  }),
);
