import type { DecideOutcome } from '../../workflow/approvals/decide-approval.ts';
import { type BulkOutcome, decideApprovals, MAX_BULK_DECISIONS } from '../../workflow/approvals/decide-approvals.ts';
import { builder } from '../kit/builder.ts';
import { listSize } from '../kit/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { REFUSAL_TYPES, ValidationError } from '../kit/refusals.ts';

const ApprovalDecisionResult = mutationResult<DecideOutcome>('ApprovalDecision', {
  description: 'The request, or why the decision about it was refused.',
  success: 'The decision was taken.',
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request as it is now.' }),
  }),
  refusals: REFUSAL_TYPES,
});

const DecideApprovalsResult = mutationResult<BulkOutcome>('DecideApprovals', {
  description: 'What became of each decision, or why none was tried.',
  success: 'Each decision was tried, one after the other.',
  fields: (t) => ({
    outcomes: t.field({
      type: [ApprovalDecisionResult],
      extensions: listSize(MAX_BULK_DECISIONS),
      nullable: { list: false, items: true },
      description:
        'What became of each, in the order of the input. Null: the server failed at this one, and the errors say how.',
      resolve: ({ outcomes }) =>
        outcomes.map((outcome) => (outcome instanceof Error ? Promise.reject(outcome) : outcome)),
    }),
  }),
  refusals: { invalid: ValidationError },
});

const DecisionEnum = builder.enumType('Decision', {
  description: 'What an approver can say to a request.',
  values: {
    APPROVE: { value: 'APPROVED', description: 'For it, as `approve` does.' },
    REJECT: { value: 'REJECTED', description: 'Against it, as `reject` does.' },
  } as const,
});
const ApprovalDecisionInput = builder.inputType('ApprovalDecisionInput', {
  description: 'A decision about one request.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request. Each may be named once.' }),
    decision: t.field({ type: DecisionEnum, required: true, description: 'For or against it.' }),
    comment: t.string({ description: 'For the requester; the reason of a rejection, which needs one.' }),
  }),
});
const DecideApprovalsInput = builder.inputType('DecideApprovalsInput', {
  description: 'Decisions about several requests.',
  fields: (t) => ({
    decisions: t.field({
      type: [ApprovalDecisionInput],
      required: true,
      description: `1 to ${MAX_BULK_DECISIONS} decisions.`,
    }),
  }),
});

builder.mutationField('decideApprovals', (t) =>
  t.field({
    type: DecideApprovalsResult,
    authScopes: { role: 'APPROVER' },
    description: 'Decides several requests, each on its own: one that is refused does not stop the others.',
    args: { input: t.arg({ type: DecideApprovalsInput, required: true, description: 'The decisions.' }) },
    resolve: (_, { input: { decisions } }, context) =>
      decideApprovals(
        context,
        context.viewer,
        decisions.map(({ approvalId, decision, comment }) => ({
          approvalId,
          status: decision,
          comment: comment ?? undefined,
        })),
      ),
  }),
);
