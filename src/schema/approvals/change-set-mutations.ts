import { MAX_CHANGE_SET_ITEMS } from '../../domain/approvals/change-set.ts';
import {
  decideChangeSet,
  type DecideChangeSetOutcome,
  withdrawChangeSet,
} from '../../workflow/approvals/change-sets/decide-change-set.ts';
import {
  requestChangeSet,
  type RequestChangeSetOutcome,
} from '../../workflow/approvals/change-sets/request-change-set.ts';
import type { RefusalOf } from '../../workflow/outcome.ts';
import { builder } from '../kit/builder.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ChangeSetRef } from '../kit/refs.ts';
import { IssueRef, REFUSAL_TYPES } from '../kit/refusals.ts';
import { RequestApprovalInput, toRequest } from './approval-mutations.ts';
import { ApprovalDecisionInput, DecisionEnum, toDecision } from './decide-approvals.ts';

const RequestChangeSetResult = mutationResult<RequestChangeSetOutcome | RefusalOf<'forbidden'>>('RequestChangeSet', {
  description:
    'The change set, or why requestChangeSet was refused. Issues name the item by its path, such as items.3.change.name.',
  success: 'All items were requested.',
  fields: (t) => ({
    changeSet: t.expose('changeSet', { type: ChangeSetRef, description: 'The change set.' }),
    warnings: t.expose('warnings', {
      type: [IssueRef],
      extensions: listSize(10),
      description: 'What may be a slip, such as an owner whom nobody knows here. Nothing was refused for it.',
    }),
  }),
  refusals: REFUSAL_TYPES,
});

/** The result of a mutation that decides a change set. */
function decisionResult(name: string, mutation: string) {
  return mutationResult<DecideChangeSetOutcome>(name, {
    description: `The change set, or why ${mutation} was refused; nothing was decided then.`,
    success: `${mutation} succeeded.`,
    fields: (t) => ({
      changeSet: t.expose('changeSet', { type: ChangeSetRef, description: 'The change set after the mutation.' }),
    }),
    refusals: REFUSAL_TYPES,
  });
}
const DecideChangeSetResult = decisionResult('DecideChangeSet', 'decideChangeSet');
const WithdrawChangeSetResult = decisionResult('WithdrawChangeSet', 'withdrawChangeSet');

const RequestChangeSetInput = builder.inputType('RequestChangeSetInput', {
  description: 'Changes to submit for approval together.',
  fields: (t) => ({
    items: t.field({
      type: [RequestApprovalInput],
      required: true,
      description: `1 to ${MAX_CHANGE_SET_ITEMS} changes of different entities. They may refer to one another in any order, and to what others of them create.`,
    }),
    atomic: t.boolean({
      description:
        'Whether they are decided and take effect together or not at all. Every item then needs as many approvals as the one that needs most. Default: false.',
    }),
    comment: t.string({ description: 'A comment on the whole for the approvers.' }),
    dueAt: t.field({
      type: 'DateTime',
      description:
        'When the decision is due, for items without `dueAt`. Default: according to the policy of each tier.',
    }),
  }),
});
const DecideChangeSetInput = builder.inputType('DecideChangeSetInput', {
  description: 'A decision about a whole change set, or decisions about some of its items.',
  fields: (t) => ({
    changeSetId: t.id({ required: true, description: 'Id of the change set.' }),
    decision: t.field({
      type: DecisionEnum,
      description:
        'The decision about every item that is pending, except those that the viewer has voted for. Required without `items`.',
    }),
    comment: t.string({
      description: 'A comment on the decision for the requester; required for a rejection, as its reason.',
    }),
    items: t.field({
      type: [ApprovalDecisionInput],
      description: `Decisions about 1 to ${MAX_CHANGE_SET_ITEMS} items, instead of one about all; not for an atomic set.`,
    }),
  }),
});
const WithdrawChangeSetInput = builder.inputType('WithdrawChangeSetInput', {
  description: 'A change set to withdraw.',
  fields: (t) => ({ changeSetId: t.id({ required: true, description: 'Id of the change set.' }) }),
});

builder.mutationFields((t) => ({
  requestChangeSet: t.field({
    type: RequestChangeSetResult,
    authScopes: { role: 'STEWARD' },
    description:
      'Submits changes of several entities for approval: all of them, or none if one is refused. Each item is a request as requestApproval makes it; all have one correlation id.',
    args: { input: t.arg({ type: RequestChangeSetInput, required: true, description: 'The changes.' }) },
    resolve: (_, { input: { items, atomic, comment, dueAt } }, context) =>
      requestChangeSet(context, context.viewer, {
        items: items.map(toRequest),
        atomic: atomic ?? false,
        comment: comment ?? undefined,
        dueAt: dueAt ?? undefined,
      }),
  }),
  decideChangeSet: t.field({
    type: DecideChangeSetResult,
    authScopes: { role: 'APPROVER' },
    description:
      'Decides somebody else’s change set in one transaction, by the rules of approve and reject: all of the decisions, or none if one is refused. An item that needs more approvals stays pending.',
    args: { input: t.arg({ type: DecideChangeSetInput, required: true, description: 'The decision.' }) },
    resolve: (_, { input: { changeSetId, decision, comment, items } }, context) =>
      decideChangeSet(context, context.viewer, {
        changeSetId,
        status: decision ?? undefined,
        comment: comment ?? undefined,
        items: items?.map(toDecision),
      }),
  }),
  withdrawChangeSet: t.field({
    type: WithdrawChangeSetResult,
    authScopes: { role: 'STEWARD' },
    description: 'Withdraws every item of the viewer’s own change set that is pending.',
    args: { input: t.arg({ type: WithdrawChangeSetInput, required: true, description: 'The change set.' }) },
    resolve: (_, { input: { changeSetId } }, context) => withdrawChangeSet(context, context.viewer, changeSetId),
  }),
}));
