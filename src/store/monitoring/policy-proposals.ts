import { and, eq } from 'drizzle-orm';

import type { PolicyProposal } from '../../domain/monitoring/policy-proposal.ts';
import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { monitoringPolicyProposal } from './tables.ts';

export interface ProposalKey {
  proposedAt: string;
  id: string;
}

const NEWEST_FIRST = keyset<ProposalKey>('descending', {
  proposedAt: monitoringPolicyProposal.proposedAt,
  id: monitoringPolicyProposal.id,
});

/** Until this transaction ends, nobody else proposes or decides a change of the tenant's policy. */
export async function lockPolicy(tx: Db, tenantId: string): Promise<void> {
  await takeLock(tx, ['monitoring-policy', tenantId]);
}

export async function insertProposal(db: Db, proposal: PolicyProposal): Promise<void> {
  await db.insert(monitoringPolicyProposal).values(proposal);
}

export async function findProposal(db: Db, tenantId: string, id: string): Promise<PolicyProposal | undefined> {
  const ofId = and(eq(monitoringPolicyProposal.tenantId, tenantId), eq(monitoringPolicyProposal.id, id));
  return (await db.select().from(monitoringPolicyProposal).where(ofId))[0];
}

/** The proposal that waits for a decision. */
export async function findOpenProposal(db: Db, tenantId: string): Promise<PolicyProposal | undefined> {
  const isOpen = and(eq(monitoringPolicyProposal.tenantId, tenantId), eq(monitoringPolicyProposal.status, 'PENDING'));
  return (await db.select().from(monitoringPolicyProposal).where(isOpen))[0];
}

/** All proposals of a tenant, newest first. */
export async function pageOfProposals(
  db: Db,
  tenantId: string,
  page: KeyRange<ProposalKey>,
): Promise<PolicyProposal[]> {
  return db
    .select()
    .from(monitoringPolicyProposal)
    .where(and(eq(monitoringPolicyProposal.tenantId, tenantId), NEWEST_FIRST.between(page)))
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

export async function recordProposalDecision(
  db: Db,
  id: string,
  decided: Pick<PolicyProposal, 'status' | 'decidedBy' | 'decidedAt' | 'decisionComment'>,
): Promise<void> {
  await db.update(monitoringPolicyProposal).set(decided).where(eq(monitoringPolicyProposal.id, id));
}
