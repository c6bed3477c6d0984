import type { DecideOutcome } from '../../workflow/approvals/decide-approval.ts';
import {
  type BulkDecision,
  type BulkOutcome,
  decideApprovals,
  MAX_BULK_DECISIONS,
} from '../../workflow/approvals/decide-approvals.ts';
import { builder } from '../kit/builder.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { REFUSAL_TYPES, ValidationError } from '../kit/refusals.ts';

const ApprovalDecisionResult = mutationResult<DecideOutcome>('ApprovalDecision', {
  description: 'The request, or why this decision was refused.',
  success: 'The decision was accepted.',
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: 'The request after the decision.' }),
  }),
  refusals: REFUSAL_TYPES,
});

const DecideApprovalsResult = mutationResult<BulkOutcome>('DecideApprovals', {
  description: 'The outcome of each decision, or why none was tried.',
  success: 'All decisions were tried, in order.',
  fields: (t) => ({
    outcomes: t.field({
      type: [ApprovalDecisionResult],
      extensions: listSize(MAX_BULK_DECISIONS),
      nullable: { list: false, items: true },
      description:
        'The outcome of each decision, in the order of the input. Null if the server failed at this one; `errors` says why.',
      resolve: ({ outcomes }) =>
        outcomes.map((outcome) => (outcome instanceof Error ? Promise.reject(outcome) : outcome)),
    }),
  }),
  refusals: { invalid: ValidationError },
});

export const DecisionEnum = builder.enumType('Decision', {
  description: 'The two decisions that an approver can make.',
  values: {
    APPROVE: { value: 'APPROVED', description: 'Vote for the request, as `approve` does.' },
    REJECT: { value: 'REJECTED', description: 'Reject the request, as `reject` does.' },
  } as const,
});
export const ApprovalDecisionInput = builder.inputType('ApprovalDecisionInput', {
  description: 'A decision about one request.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request. Each request may appear once.' }),
    decision: t.field({ type: DecisionEnum, required: true, description: 'Whether to approve or reject.' }),
    comment: t.string({ description: 'A comment for the requester; required for a rejection, as its reason.' }),
  }),
});
export function toDecision({ approvalId, decision, comment }: typeof ApprovalDecisionInput.$inferInput): BulkDecision {
  return { approvalId, status: decision, comment: comment ?? undefined };
}

const DecideApprovalsInput = builder.inputType('DecideApprovalsInput', {
  description: 'Decisions on several requests.',
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
    description: 'Decides several requests independently: a refused decision does not stop the others.',
    args: { input: t.arg({ type: DecideApprovalsInput, required: true, description: 'The decisions.' }) },
    resolve: (_, { input: { decisions } }, context) =>
      decideApprovals(context, context.viewer, decisions.map(toDecision)),
  }),
);
