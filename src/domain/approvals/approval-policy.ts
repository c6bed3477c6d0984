import * as z from 'zod';

import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import type { Role } from '../viewer.ts';

/** Roles that a tier may require of its approvers, in addition to APPROVER. */
const DECIDING_ROLES = ['APPROVER', 'STEWARD', 'ADMIN'] as const satisfies Role[];

/** Most approvers that a policy may require. */
export const MAX_APPROVERS = 10;

const tierPolicySchema = z.strictObject({
  approvers: z.int().min(1).max(MAX_APPROVERS).default(1),
  role: z.enum(DECIDING_ROLES).default('APPROVER'),
  dueDays: z.int().min(1).max(3_650).optional(),
});

/** What it takes to approve a change. */
export type ApprovalPolicy = z.infer<typeof tierPolicySchema>;

const TIER_NAMES = ['TIER1', 'TIER2', 'TIER3', 'TIER4', 'TIER5'] as const satisfies Uppercase<Tier>[];

/**
 * The policies by tier, as they are configured; a tier that is left out has the default. Tiers are written as in GraphQL
 * or as in events.
 */
export const approvalPoliciesSchema = z.preprocess(
  withUpperCaseKeys,
  z.partialRecord(z.enum(TIER_NAMES), tierPolicySchema),
);
export type ApprovalPolicies = Readonly<z.infer<typeof approvalPoliciesSchema>>;

const DEFAULT_POLICY: ApprovalPolicy = tierPolicySchema.parse({});

/**
 * The policy of the most important of these tiers: moving an entity out of a tier takes as much as a change within it.
 */
export function approvalPolicyFor(policies: ApprovalPolicies, tiers: readonly Tier[]): ApprovalPolicy {
  const mostImportant = TIERS.findIndex((tier) => tiers.includes(tier));
  const name = TIER_NAMES[mostImportant];
  return (name && policies[name]) ?? DEFAULT_POLICY;
}

/** A tier that is written twice stays as it is, and is refused. */
function withUpperCaseKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, policy]): [string, unknown] => [key.toUpperCase(), policy]);
  const isUnique = new Set(entries.map(([key]) => key)).size === entries.length;
  return isUnique ? Object.fromEntries(entries) : value;
}
