import * as z from 'zod';

import type { Approval, ApprovalComment } from '../../domain/approvals/approval.ts';
import { pageOfComments } from '../../store/approvals/approval-comments.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { commentOnApproval, type CommentOutcome } from '../../workflow/approvals/comment-on-approval.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { instantKey, listCursor, type PageArgs, resolvePage } from '../kit/page.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { REFUSAL_TYPES } from '../kit/refusals.ts';

const ApprovalCommentRef = builder.objectRef<ApprovalComment>('ApprovalComment').implement({
  description: 'Something said about a request.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    author: t.expose('author', { type: ActorRef, description: 'Who says it.' }),
    text: t.exposeString('text', { description: 'What is said.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was said.' }),
  }),
});

export const ApprovalCommentConnection = builder.connectionObject(
  { type: ApprovalCommentRef, name: 'ApprovalCommentConnection', description: 'A page of comments.' },
  { name: 'ApprovalCommentEdge', description: 'A comment and its place in the list.' },
);

const keySchema = z.object({ createdAt: instantKey, id: z.string() });

/** A page of what was said about a request, oldest first. */
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
  success: 'commentOnApproval was done.',
  fields: (t) => ({
    comment: t.expose('comment', { type: ApprovalCommentRef, description: 'The comment.' }),
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request that it is about.' }),
  }),
  refusals: REFUSAL_TYPES,
});
const CommentOnApprovalInput = builder.inputType('CommentOnApprovalInput', {
  description: 'Something to say about a request.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request; it may be decided already.' }),
    text: t.string({ required: true, description: 'What to say; not empty.' }),
  }),
});

builder.mutationField('commentOnApproval', (t) =>
  t.field({
    type: CommentOnApprovalResult,
    authScopes: (_, __, { viewer: { roles } }) => roles.includes('STEWARD') || roles.includes('APPROVER'),
    description: 'Says something about a request, before or after its decision. It decides nothing.',
    args: { input: t.arg({ type: CommentOnApprovalInput, required: true, description: 'The comment.' }) },
    resolve: (_, { input }, context) => commentOnApproval(context, context.viewer, input),
  }),
);
