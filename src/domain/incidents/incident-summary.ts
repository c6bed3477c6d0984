import type { Tier } from '../../events/schemas/vocabulary.ts';

/** How long something took, over several incidents; null: there was none. */
export interface Durations {
  count: number;
  medianSeconds: number | null;
  meanSeconds: number | null;
}

/** How the incidents of a tier stand, and how soon they were taken care of. */
export interface TierIncidents {
  tier: Tier;
  /** Not resolved now. */
  openCount: number;
  /** Those of them that are roots. */
  openRootCount: number;
  /** Opened in the period. */
  openedCount: number;
  /** From opening to acknowledgement, of those that were acknowledged in the period. */
  acknowledged: Durations;
  /** From opening to resolution, of those that were resolved in the period. */
  resolved: Durations;
}
