import type { Approval } from '../../domain/approvals/approval.ts';
import type { DecideOutcome } from '../../workflow/approvals/decide-approval.ts';
import { decideApprovals, MAX_BULK_DECISIONS } from '../../workflow/approvals/decide-approvals.ts';
import { invalid } from '../../workflow/outcome.ts';
import { builder } from '../kit/builder.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { REFUSAL_TYPES } from '../kit/refusals.ts';

const ApprovalDecisionSuccess = builder
  .objectRef<{ kind: string; approval: Approval }>('ApprovalDecisionSuccess')
  .implement({
    description: 'The decision was taken.',
    fields: (t) => ({
      approval: t.expose('approval', { type: ApprovalRef, description: 'The request as it is now.' }),
    }),
  });
const ApprovalDecisionResult = builder.unionType('ApprovalDecisionResult', {
  description: 'The request, or why the decision about it was refused.',
  types: [ApprovalDecisionSuccess, ...Object.values(REFUSAL_TYPES)],
  resolveType: ({ kind }) => (kind === 'decided' ? 'ApprovalDecisionSuccess' : kind),
});

interface Decided {
  kind: 'DecideApprovalsSuccess';
  outcomes: (DecideOutcome | Error)[];
}

const DecideApprovalsSuccess = builder.objectRef<Decided>('DecideApprovalsSuccess').implement({
  description: 'Each decision was tried, one after the other.',
  fields: (t) => ({
    outcomes: t.field({
      type: [ApprovalDecisionResult],
      nullable: { list: false, items: true },
      description:
        'What became of each, in the order of the input. Null: the server failed at this one, and the errors say how.',
      resolve: ({ outcomes }) =>
        outcomes.map((outcome) => (outcome instanceof Error ? Promise.reject(outcome) : outcome)),
    }),
  }),
});
const DecideApprovalsResult = builder.unionType('DecideApprovalsResult', {
  description: 'What became of each decision, or why none was tried.',
  types: [DecideApprovalsSuccess, REFUSAL_TYPES.ValidationError],
  resolveType: ({ kind }) => kind,
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
    resolve: async (_, { input: { decisions } }, context): Promise<Decided | ReturnType<typeof invalid>> => {
      if (decisions.length === 0 || decisions.length > MAX_BULK_DECISIONS) {
        return invalid([{ path: ['decisions'], message: `must be 1 to ${MAX_BULK_DECISIONS} decisions` }]);
      }
      const outcomes = await decideApprovals(
        context,
        context.viewer,
        decisions.map(({ approvalId, decision, comment }) => ({
          approvalId,
          status: decision,
          comment: comment ?? undefined,
        })),
      );
      return { kind: 'DecideApprovalsSuccess', outcomes };
    },
  }),
);
