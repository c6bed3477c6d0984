import * as z from 'zod';

import type { PolicyProposal } from '../../domain/monitoring/policy-proposal.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { pageOfProposals } from '../../store/monitoring/policy-proposals.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, FieldChangeRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { ApprovalStatusEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { instantKey, listCursor, type PageArgs, resolvePage } from '../kit/lists/page.ts';
import { contentFields } from './policy-content.ts';

/** Fields that a proposal usually changes at most. */
const USUAL_CHANGES = 20;

export const PolicyProposalRef = builder.objectRef<PolicyProposal>('MonitoringPolicyProposal').implement({
  description: 'A change of the monitoring policy that one administrator proposed and another one decides.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    status: t.expose('status', {
      type: ApprovalStatusEnum,
      description: 'Whether it is decided, and how. An approved one is in force at once.',
    }),
    baseVersion: t.exposeInt('baseVersion', { description: 'The version of the policy that it changes.' }),
    version: t.int({
      nullable: true,
      description: 'The version of the policy that it became; null unless it was approved.',
      resolve: ({ status, baseVersion }) => (status === 'APPROVED' ? baseVersion + 1 : null),
    }),
    changes: t.expose('diff', {
      type: [FieldChangeRef],
      extensions: listSize(USUAL_CHANGES),
      description: 'What it changes, such as tier1.staleAfterHours.',
    }),
    ...contentFields(t, ({ content }) => content),
    comment: t.exposeString('comment', { nullable: true, description: 'The comment of the proposer.' }),
    proposedBy: t.expose('proposedBy', { type: ActorRef, description: 'Who proposed it.' }),
    proposedAt: t.expose('proposedAt', { type: 'DateTime', description: 'When it was proposed.' }),
    decidedBy: t.expose('decidedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who decided or withdrew it; null if nobody has.',
    }),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was decided; null if it was not.',
    }),
    decisionComment: t.exposeString('decisionComment', {
      nullable: true,
      description: 'The comment on the decision; that of a rejection is its reason.',
    }),
  }),
});

export const PolicyProposalConnection = builder.connectionObject(
  { type: PolicyProposalRef, name: 'MonitoringPolicyProposalConnection', description: 'A page of proposals.' },
  { name: 'MonitoringPolicyProposalEdge', description: 'A proposal and its cursor.' },
);

const keySchema = z.object({ proposedAt: instantKey, id: z.string() });

/** A page of the viewer's tenant's proposals, newest first. */
export function proposalsOf(args: PageArgs, { database, viewer: { tenantId } }: SchemaContext) {
  return resolvePage(
    args,
    listCursor('policyProposals', tenantId, keySchema),
    ({ proposedAt, id }: PolicyProposal) => ({ proposedAt: proposedAt.toISOString(), id }),
    (range) => pageOfProposals(drizzleOn(database), tenantId, range),
  );
}
