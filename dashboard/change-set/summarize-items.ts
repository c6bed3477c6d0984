import type { ApprovalStatus, ChangeKind, Tier } from '../gql/types.ts';

export interface SummarizedItem {
  kind: ChangeKind;
  tier: Tier;
  status: ApprovalStatus;
  dueAt: string | null;
}

export interface ItemsSummary {
  kinds: readonly (readonly [ChangeKind, number])[];
  /** The most important tier first. */
  tiers: readonly (readonly [Tier, number])[];
  /** When the first decision is due; null: none of those that are pending has a date. */
  dueAt: string | null;
}

const KINDS: readonly ChangeKind[] = ['CREATE', 'UPDATE', 'DEPRECATE', 'REACTIVATE'];
const TIERS: readonly Tier[] = ['TIER1', 'TIER2', 'TIER3', 'TIER4', 'TIER5'];

/** What the items of a change set are, in figures. */
export function summarizeItems(items: readonly SummarizedItem[]): ItemsSummary {
  const dates = items.flatMap(({ status, dueAt }) => (status === 'PENDING' && dueAt !== null ? [dueAt] : []));
  return {
    kinds: counted(
      KINDS,
      items.map(({ kind }) => kind),
    ),
    tiers: counted(
      TIERS,
      items.map(({ tier }) => tier),
    ),
    dueAt: dates.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
  };
}

function counted<V>(values: readonly V[], found: readonly V[]): readonly (readonly [V, number])[] {
  return values
    .map((value) => [value, found.filter((each) => each === value).length] as const)
    .filter(([, count]) => count > 0);
}
