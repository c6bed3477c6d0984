import { withoutNulls } from '../../domain/without-nulls.ts';
import { decideApproval, type DecideOutcome } from '../../workflow/approvals/decide-approval.ts';
import { requestApproval, type RequestApprovalOutcome } from '../../workflow/approvals/request-approval.ts';
import { BusinessRuleInput } from '../entities/business-rule.ts';
import { GlossaryInput } from '../entities/glossary-term.ts';
import { KpiInput } from '../entities/kpi.ts';
import { LineageInput } from '../entities/lineage-field.ts';
import { TagInput } from '../entities/tag.ts';
import { builder } from '../kit/builder.ts';
import { ChangeKindEnum, EntityTypeEnum, TierEnum } from '../kit/enums.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ApprovalRef } from '../kit/refs.ts';
import { REFUSAL_TYPES } from '../kit/refusals.ts';

/** The result of a mutation that answers with a request. */
function approvalResult(name: string, mutation: string) {
  return mutationResult<RequestApprovalOutcome | DecideOutcome>(name, {
    description: `The request, or why ${mutation} was refused.`,
    success: `${mutation} was done.`,
    fields: (t) => ({
      approval: t.expose('approval', { type: ApprovalRef, description: 'The request as it is now.' }),
    }),
    refusals: REFUSAL_TYPES,
  });
}

const RequestApprovalResult = approvalResult('RequestApproval', 'requestApproval');
const ApproveResult = approvalResult('Approve', 'approve');
const RejectResult = approvalResult('Reject', 'reject');
const WithdrawApprovalResult = approvalResult('WithdrawApproval', 'withdrawApproval');

const DatasetRefInput = builder.inputType('DatasetRefInput', {
  description: 'A table of the warehouse, or one column of it.',
  fields: (t) => ({
    schema: t.string({ required: true, description: 'Schema of the table.' }),
    table: t.string({ required: true, description: 'Name of the table.' }),
    column: t.string({ description: 'The one column to measure; left out: all. A business rule needs it.' }),
    keyColumns: t.stringList({ description: 'What makes a row unique; left out: the primary key, or else the row.' }),
  }),
});

export const EntityChangeInput = builder.inputType('EntityChangeInput', {
  description: 'What to set. A field left out stays as it is; null clears description, owner and dataset.',
  fields: (t) => ({
    name: t.string({ description: 'Name for people. Required to create.' }),
    description: t.string({ description: 'What the entity is.' }),
    tier: t.field({ type: TierEnum, description: 'How much it matters. Required to create.' }),
    owner: t.string({
      description: 'Id of the actor who answers for it. Left out when it is created: the requester.',
    }),
    dataset: t.field({ type: DatasetRefInput, description: 'What is measured when it is profiled.' }),
    kpi: t.field({ type: KpiInput, description: 'Definition of a KPI. Required to create one.' }),
    glossary: t.field({ type: GlossaryInput, description: 'Definition of a glossary term. Required likewise.' }),
    businessRule: t.field({
      type: BusinessRuleInput,
      description: 'Definition of a business rule. Required likewise.',
    }),
    tag: t.field({ type: TagInput, description: 'Definition of a tag. Required likewise.' }),
    lineage: t.field({ type: LineageInput, description: 'Definition of a lineage field. Required likewise.' }),
  }),
});

const RequestApprovalInput = builder.inputType('RequestApprovalInput', {
  description: 'A change to put before the approvers.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Type of the entity.' }),
    canonicalKey: t.string({ required: true, description: 'Canonical key of the entity.' }),
    kind: t.field({ type: ChangeKindEnum, required: true, description: 'What the change does.' }),
    expectedVersion: t.int({
      description: 'Version that the change was made from. Required to update and deprecate.',
    }),
    change: t.field({ type: EntityChangeInput, description: 'What to set; nothing for a deprecation.' }),
    comment: t.string({ description: 'For the approvers; the reason of a deprecation.' }),
    dueAt: t.field({
      type: 'DateTime',
      description: 'Until when it should be decided; left out: as the policy of its tier says.',
    }),
  }),
});
const ApproveInput = builder.inputType('ApproveInput', {
  description: 'A decision for a change.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request.' }),
    comment: t.string({ description: 'For the requester.' }),
  }),
});
const RejectInput = builder.inputType('RejectInput', {
  description: 'A decision against a change.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'Id of the request.' }),
    reason: t.string({ required: true, description: 'Why; not empty.' }),
  }),
});
const WithdrawApprovalInput = builder.inputType('WithdrawApprovalInput', {
  description: 'A request to take back.',
  fields: (t) => ({ approvalId: t.id({ required: true, description: 'Id of the request.' }) }),
});

const CLEARABLE = ['description', 'owner', 'dataset'] as const;

/** The change of an input, not parsed yet: a null clears what may be empty, and is as good as nothing elsewhere. */
export function toChange(input: typeof EntityChangeInput.$inferInput | null | undefined): object {
  const cleared = CLEARABLE.filter((field) => input?.[field] === null);
  return { ...withoutNulls(input ?? {}), ...Object.fromEntries(cleared.map((field) => [field, null])) };
}

builder.mutationFields((t) => ({
  requestApproval: t.field({
    type: RequestApprovalResult,
    authScopes: { role: 'STEWARD' },
    description: 'Puts a change of an entity before the approvers. The entity stays as it is until they have decided.',
    args: { input: t.arg({ type: RequestApprovalInput, required: true, description: 'The change.' }) },
    resolve: (_, { input }, context) =>
      requestApproval(context, context.viewer, {
        ...input,
        expectedVersion: input.expectedVersion ?? undefined,
        comment: input.comment ?? undefined,
        dueAt: input.dueAt ?? undefined,
        change: toChange(input.change),
      }),
  }),
  approve: t.field({
    type: ApproveResult,
    authScopes: { role: 'APPROVER' },
    description:
      'A vote for a request of somebody else. The one that completes those that its tier needs decides, and the change is applied soon after, exactly once.',
    args: { input: t.arg({ type: ApproveInput, required: true, description: 'The decision.' }) },
    resolve: (_, { input: { approvalId, comment } }, context) =>
      decideApproval(context, context.viewer, { approvalId, status: 'APPROVED', comment: comment ?? undefined }),
  }),
  reject: t.field({
    type: RejectResult,
    authScopes: { role: 'APPROVER' },
    description: 'Decides against a request of somebody else, whoever has voted for it. The entity stays as it is.',
    args: { input: t.arg({ type: RejectInput, required: true, description: 'The decision.' }) },
    resolve: (_, { input: { approvalId, reason } }, context) =>
      decideApproval(context, context.viewer, { approvalId, status: 'REJECTED', comment: reason }),
  }),
  withdrawApproval: t.field({
    type: WithdrawApprovalResult,
    authScopes: { role: 'STEWARD' },
    description: 'Takes back a request of one’s own that is not decided yet.',
    args: { input: t.arg({ type: WithdrawApprovalInput, required: true, description: 'The request.' }) },
    resolve: (_, { input: { approvalId } }, context) =>
      decideApproval(context, context.viewer, { approvalId, status: 'WITHDRAWN', comment: undefined }),
  }),
}));
