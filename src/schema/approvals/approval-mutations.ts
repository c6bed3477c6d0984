import { withoutNulls } from '../../domain/without-nulls.ts';
import { decideApproval, type DecideOutcome } from '../../workflow/approvals/decide-approval.ts';
import type { ApprovalRequest } from '../../workflow/approvals/draft-approval.ts';
import { requestApproval, type RequestApprovalOutcome } from '../../workflow/approvals/request-approval.ts';
import type { RefusalOf } from '../../workflow/outcome.ts';
import { BusinessRuleInput } from '../entities/kinds/business-rule.ts';
import { GlossaryInput } from '../entities/kinds/glossary-term.ts';
import { KpiInput } from '../entities/kinds/kpi.ts';
import { LineageInput } from '../entities/kinds/lineage-field.ts';
import { TagInput } from '../entities/kinds/tag.ts';
import { builder } from '../kit/builder.ts';
import { ChangeKindEnum, EntityTypeEnum, TierEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { IssueRef, REFUSAL_TYPES, USUAL_WARNINGS } from '../kit/refusals.ts';

const approvalDescription = 'The request after the mutation.';

/** The result of a mutation that returns a request. */
function decisionResult(name: string, mutation: string) {
  return mutationResult<DecideOutcome>(name, {
    description: `The request, or why ${mutation} was refused.`,
    success: `${mutation} succeeded.`,
    fields: (t) => ({
      approval: t.expose('approval', { type: ApprovalRef, description: approvalDescription }),
    }),
    refusals: REFUSAL_TYPES,
  });
}

const RequestApprovalResult = mutationResult<RequestApprovalOutcome | RefusalOf<'forbidden'>>('RequestApproval', {
  description: 'The request, or why requestApproval was refused.',
  success: 'requestApproval was done.',
  fields: (t) => ({
    approval: t.expose('approval', { type: ApprovalRef, description: approvalDescription }),
    warnings: t.expose('warnings', {
      type: [IssueRef],
      extensions: listSize(USUAL_WARNINGS),
      description:
        'What may be a slip, such as an owner whom nobody knows here, or a table that the warehouse does not have. Nothing was refused for it; approvers see it too.',
    }),
  }),
  refusals: REFUSAL_TYPES,
});
const ApproveResult = decisionResult('Approve', 'approve');
const RejectResult = decisionResult('Reject', 'reject');
const WithdrawApprovalResult = decisionResult('WithdrawApproval', 'withdrawApproval');

const DatasetRefInput = builder.inputType('DatasetRefInput', {
  description: 'A warehouse table, or one column of it.',
  fields: (t) => ({
    schema: t.string({ required: true, description: 'Schema of the table.' }),
    table: t.string({ required: true, description: 'Name of the table.' }),
    column: t.string({ description: 'The column to measure. Default: all columns. Required for a business rule.' }),
    keyColumns: t.stringList({
      description:
        'The columns that identify a row. Default: the primary key of the table, or the whole row if it has none.',
    }),
  }),
});

export const EntityChangeInput = builder.inputType('EntityChangeInput', {
  description:
    'The fields to set. A field that is left out keeps its value; null clears description, owner, standardPackId and dataset.',
  fields: (t) => ({
    name: t.string({ description: 'Display name. Required to create an entity.' }),
    description: t.string({ description: 'What the entity is, in words.' }),
    tier: t.field({ type: TierEnum, description: 'How important the entity is. Required to create an entity.' }),
    owner: t.string({
      description: 'Id of the actor who is responsible for it. Default for a new entity: the requester.',
    }),
    standardPackId: t.string({
      description: 'Id of the standard pack that governs it, such as `ifrs-revenue`; 1 to 200 characters.',
    }),
    dataset: t.field({ type: DatasetRefInput, description: 'The data that is measured when the entity is profiled.' }),
    kpi: t.field({ type: KpiInput, description: 'Definition of a KPI. Required to create one.' }),
    glossary: t.field({ type: GlossaryInput, description: 'Definition of a glossary term. Required to create one.' }),
    businessRule: t.field({
      type: BusinessRuleInput,
      description: 'Definition of a business rule. Required to create one.',
    }),
    tag: t.field({ type: TagInput, description: 'Definition of a tag. Required to create one.' }),
    lineage: t.field({ type: LineageInput, description: 'Definition of a lineage field. Required to create one.' }),
  }),
});

/** The request of an input; its change is not parsed yet. */
export function toRequest(input: typeof RequestApprovalInput.$inferInput): ApprovalRequest {
  return {
    ...input,
    expectedVersion: input.expectedVersion ?? undefined,
    comment: input.comment ?? undefined,
    replacedBy: input.replacedBy ?? undefined,
    dueAt: input.dueAt ?? undefined,
    change: toChange(input.change),
  };
}

export const RequestApprovalInput = builder.inputType('RequestApprovalInput', {
  description: 'A change to submit for approval.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Type of the entity.' }),
    canonicalKey: t.string({ required: true, description: 'Canonical key of the entity.' }),
    kind: t.field({
      type: ChangeKindEnum,
      required: true,
      description: 'Whether to create, update, deprecate or reactivate the entity.',
    }),
    expectedVersion: t.int({
      description: 'The version on which the change is based. Required to update, deprecate or reactivate.',
    }),
    change: t.field({
      type: EntityChangeInput,
      description: 'The fields to set; leave it out for a deprecation or reactivation.',
    }),
    comment: t.string({ description: 'A comment for the approvers; for a deprecation, its reason.' }),
    replacedBy: t.string({
      description:
        'Canonical key or id of the active entity of the same type that takes its place; for a deprecation only.',
    }),
    dueAt: t.field({
      type: 'DateTime',
      description: 'When the decision is due. Default: according to the policy of the tier.',
    }),
  }),
});
const ApproveInput = builder.inputType('ApproveInput', {
  description: 'An approval of a change.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request.' }),
    comment: t.string({ description: 'A comment for the requester.' }),
  }),
});
const RejectInput = builder.inputType('RejectInput', {
  description: 'A rejection of a change.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request.' }),
    comment: t.string({ description: 'Why; must not be empty.' }),
    reason: t.string({
      required: true,
      defaultValue: '',
      deprecationReason: 'Use `comment`, as everywhere.',
      description: 'Why, if there is no `comment`.',
    }),
  }),
});
const WithdrawApprovalInput = builder.inputType('WithdrawApprovalInput', {
  description: 'A request to withdraw.',
  fields: (t) => ({ approvalId: t.id({ required: true, description: 'Id of the request.' }) }),
});

const CLEARABLE = ['description', 'owner', 'standardPackId', 'dataset'] as const;

/** The change of an input, not parsed yet: a null clears an optional field, and elsewhere counts as left out. */
export function toChange(input: typeof EntityChangeInput.$inferInput | null | undefined): object {
  const cleared = CLEARABLE.filter((field) => input?.[field] === null);
  return { ...withoutNulls(input ?? {}), ...Object.fromEntries(cleared.map((field) => [field, null])) };
}

builder.mutationFields((t) => ({
  requestApproval: t.field({
    type: RequestApprovalResult,
    authScopes: { role: 'STEWARD' },
    description:
      'Submits a change of an entity for approval. The entity does not change until enough approvers have approved.',
    args: { input: t.arg({ type: RequestApprovalInput, required: true, description: 'The change.' }) },
    resolve: (_, { input }, context) => requestApproval(context, context.viewer, toRequest(input)),
  }),
  approve: t.field({
    type: ApproveResult,
    authScopes: { role: 'APPROVER' },
    description:
      'Votes for somebody else’s request. The vote that completes the number required by the tier decides; then the change is applied, exactly once.',
    args: { input: t.arg({ type: ApproveInput, required: true, description: 'The decision.' }) },
    resolve: (_, { input: { approvalId, comment } }, context) =>
      decideApproval(context, context.viewer, { approvalId, status: 'APPROVED', comment: comment ?? undefined }),
  }),
  reject: t.field({
    type: RejectResult,
    authScopes: { role: 'APPROVER' },
    description: 'Rejects somebody else’s request, whatever votes it has. The entity does not change.',
    args: { input: t.arg({ type: RejectInput, required: true, description: 'The decision.' }) },
    resolve: (_, { input: { approvalId, comment, reason } }, context) =>
      decideApproval(context, context.viewer, { approvalId, status: 'REJECTED', comment: comment ?? reason }),
  }),
  withdrawApproval: t.field({
    type: WithdrawApprovalResult,
    authScopes: { role: 'STEWARD' },
    description: 'Withdraws the viewer’s own request before it is decided.',
    args: { input: t.arg({ type: WithdrawApprovalInput, required: true, description: 'The request.' }) },
    resolve: (_, { input: { approvalId } }, context) =>
      decideApproval(context, context.viewer, { approvalId, status: 'WITHDRAWN', comment: undefined }),
  }),
}));
