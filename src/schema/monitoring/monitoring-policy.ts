import { decidePolicy, type DecidePolicyOutcome } from '../../workflow/monitoring/decide-policy.ts';
import { type PolicyState, policyStateOf } from '../../workflow/monitoring/policy-state.ts';
import { proposePolicy, type ProposePolicyOutcome } from '../../workflow/monitoring/propose-policy.ts';
import { readPolicyState, watchPolicy } from '../../workflow/monitoring/watch-policy.ts';
import { builder } from '../kit/builder.ts';
import { itemOf } from '../kit/lists/item-of.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ConflictError, REFUSAL_TYPES, ValidationError } from '../kit/refusals.ts';
import { contentFields } from './policy-content.ts';
import { MonitoringPolicyInput, toPolicyChange } from './policy-input.ts';
import { PolicyProposalConnection, PolicyProposalRef, proposalsOf } from './policy-proposal.ts';

const MonitoringPolicyRef = builder.objectRef<PolicyState>('MonitoringPolicy').implement({
  description: 'How the tenant is monitored.',
  fields: (t) => ({
    version: t.int({
      description: '0 for the defaults of the server; then one more with each proposal that was approved.',
      resolve: ({ policy }) => policy.version,
    }),
    cursor: t.exposeString('cursor', {
      description:
        'Stands for this policy with this open proposal. Pass it as `after` to the subscription `monitoringPolicy` to receive them when they are no longer the same.',
    }),
    ...contentFields(t, ({ policy }) => policy),
    proposal: t.field({
      type: PolicyProposalRef,
      nullable: true,
      description: 'The proposal that waits for a decision; null if there is none.',
      resolve: ({ proposal }) => proposal ?? null,
    }),
    proposals: t.field({
      type: PolicyProposalConnection,
      args: t.arg.connectionArgs(),
      description: 'All proposals, newest first: those that were approved are the history of the policy.',
      resolve: (_, args, context) => proposalsOf(args, context),
    }),
  }),
});

builder.queryField('monitoringPolicy', (t) =>
  t.field({
    type: MonitoringPolicyRef,
    description:
      'The monitoring policy of the tenant, as it is stored now. A new version is in force on every instance within 5 seconds.',
    resolve: (_, __, context) => readPolicyState(context, context.viewer),
  }),
);

builder.subscriptionField('monitoringPolicy', (t) =>
  t.field({
    type: MonitoringPolicyRef,
    authScopes: { role: 'VIEWER' },
    description:
      'The monitoring policy of the tenant: at once, unless it is the same as at `after`, and again whenever another version is in force or the open proposal is another one. What comes and goes in between is left out.',
    args: {
      after: t.arg.string({
        description:
          'Cursor of the policy from the query, or of the last one that the client received. Default: the current policy is delivered at once.',
      }),
    },
    subscribe: (_, { after }, context) =>
      watchPolicy(context, context.viewer, { after: after ?? undefined, bookmarks: context.bookmarks }),
    resolve: itemOf,
  }),
);

const ProposeResult = mutationResult<ProposePolicyOutcome>('ProposeMonitoringPolicy', {
  description: 'The proposal, or why proposeMonitoringPolicy was refused.',
  success: 'The change was proposed; the policy has not changed yet.',
  fields: (t) => ({ proposal: t.expose('proposal', { type: PolicyProposalRef, description: 'The proposal.' }) }),
  refusals: { invalid: ValidationError, conflict: ConflictError },
});
const DecideResult = mutationResult<DecidePolicyOutcome>('DecideMonitoringPolicy', {
  description: 'The decided proposal, or why decideMonitoringPolicy was refused.',
  success: 'The proposal was decided.',
  fields: (t) => ({
    proposal: t.expose('proposal', { type: PolicyProposalRef, description: 'The proposal after the decision.' }),
    policy: t.field({
      type: MonitoringPolicyRef,
      description: 'The policy after the decision.',
      // There is one open proposal at a time, and this was it.
      resolve: ({ policy }, _, { viewer }) => policyStateOf(viewer.tenantId, { policy, proposal: undefined }),
    }),
  }),
  refusals: REFUSAL_TYPES,
});

const ProposeMonitoringPolicyInput = builder.inputType('ProposeMonitoringPolicyInput', {
  description: 'A change of the monitoring policy.',
  fields: (t) => ({
    expectedVersion: t.int({ required: true, description: 'The version of the policy on which the change is based.' }),
    policy: t.field({
      type: MonitoringPolicyInput,
      required: true,
      description: 'The changes: what simulateProfilingPolicy takes as `policy` as well.',
    }),
    comment: t.string({ description: 'A comment for whoever decides.' }),
  }),
});
const DecisionEnum = builder.enumType('MonitoringPolicyDecision', {
  description: 'What becomes of a proposal.',
  values: {
    APPROVE: { value: 'APPROVED', description: 'It is the next version of the policy, in force at once.' },
    REJECT: { value: 'REJECTED', description: 'The policy stays as it is.' },
    WITHDRAW: { value: 'WITHDRAWN', description: 'As REJECT, but by the administrator who proposed it.' },
  } as const,
});
const DecideMonitoringPolicyInput = builder.inputType('DecideMonitoringPolicyInput', {
  description: 'A decision about a proposal.',
  fields: (t) => ({
    proposalId: t.id({ required: true, description: 'Id of the proposal.' }),
    decision: t.field({ type: DecisionEnum, required: true, description: 'What becomes of it.' }),
    comment: t.string({ description: 'A comment for the proposer; required for a rejection, as its reason.' }),
  }),
});

builder.mutationFields((t) => ({
  proposeMonitoringPolicy: t.field({
    type: ProposeResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Proposes a change of the monitoring policy, which another administrator has to approve. There is one open proposal at a time.',
    args: { input: t.arg({ type: ProposeMonitoringPolicyInput, required: true, description: 'The change.' }) },
    resolve: (_, { input: { expectedVersion, policy, comment } }, context) =>
      proposePolicy(context, context.viewer, {
        expectedVersion,
        change: toPolicyChange(policy),
        comment: comment ?? undefined,
      }),
  }),
  decideMonitoringPolicy: t.field({
    type: DecideResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Approves or rejects a proposal of another administrator, or withdraws the viewer’s own. An approved one is in force on every instance within 5 seconds, without a restart.',
    args: { input: t.arg({ type: DecideMonitoringPolicyInput, required: true, description: 'The decision.' }) },
    resolve: (_, { input: { proposalId, decision, comment } }, context) =>
      decidePolicy(context, context.viewer, { proposalId, status: decision, comment: comment ?? undefined }),
  }),
}));
