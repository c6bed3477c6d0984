import { readEntityType } from '../entities/entity-type.ts';
import type { ApprovalFilter, ApprovalInboxFilter, ApprovalStatus, EntityType, Tier } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { keyOf, readText } from '../ui/read-search.ts';

export const APPROVAL_TABS = ['inbox', 'mine', 'all'] as const;
export type ApprovalTab = (typeof APPROVAL_TABS)[number];

/** The part of the page's state that its URL contains. What is left out is not filtered; no tab is the inbox. */
export interface ApprovalsSearch {
  tab?: Exclude<ApprovalTab, 'inbox'>;
  status?: ApprovalStatus;
  type?: EntityType;
  tier?: Tier;
  overdue?: true;
  /** Canonical key of the entity. */
  entity?: string;
  /** Words to look for in the inbox. */
  search?: string;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readApprovalsSearch(raw: Record<string, unknown>): ApprovalsSearch {
  const { tab, overdue } = raw;
  const status = keyOf(text.approvals.statuses)(raw.status);
  const type = readEntityType(raw.type);
  const tier = keyOf(text.tiers)(raw.tier);
  const entity = readText(raw.entity)?.trim();
  const search = readText(raw.search)?.trim();
  return {
    ...((tab === 'mine' || tab === 'all') && { tab }),
    ...(status && { status }),
    ...(type && { type }),
    ...(tier && { tier }),
    ...(overdue === true && { overdue }),
    ...(entity !== undefined && { entity }),
    ...(search !== undefined && { search }),
  };
}

export function inboxFilter({ type, tier, overdue }: ApprovalsSearch): ApprovalInboxFilter {
  return {
    ...(type && { entityTypes: [type] }),
    ...(tier && { tiers: [tier] }),
    ...(overdue && { overdue }),
  };
}

export function listFilter({ status, type, overdue, entity }: ApprovalsSearch): ApprovalFilter {
  return {
    ...(status && { statuses: [status] }),
    ...(type && { entityTypes: [type] }),
    ...(overdue && { overdue }),
    ...(entity !== undefined && { canonicalKey: entity }),
  };
}

/** What a filter looks at. */
export interface Filtered {
  status: ApprovalStatus;
  entityType: EntityType;
  tier: Tier;
  canonicalKey: string;
  dueAt: string | null;
}

/** Whether a request that arrives by itself belongs to what is shown, as the server would decide. */
export function matchesSearch(request: Filtered, search: ApprovalsSearch, now: Date): boolean {
  const { status, type, tier, overdue, entity } = search;
  return (
    (status === undefined || request.status === status) &&
    (type === undefined || request.entityType === type) &&
    (tier === undefined || request.tier === tier) &&
    (entity === undefined || request.canonicalKey === entity) &&
    (overdue === undefined || isOverdue(request, now))
  );
}

/** Becoming overdue is reported by nobody: the clock decides. */
export function isOverdue({ status, dueAt }: Pick<Filtered, 'status' | 'dueAt'>, now: Date): boolean {
  return status === 'PENDING' && dueAt !== null && new Date(dueAt) < now;
}
