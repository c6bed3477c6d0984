/** How the entities that a standard pack governs stand. */
export interface StandardPack {
  id: string;
  /** All of them; at least 1. */
  entityCount: number;
  /** Those that are active and bound to a dataset. Only these are compliant or not, and have a score here. */
  measuredCount: number;
  /** Those whose last profile is within the threshold of their tier. */
  compliant: number;
  /** Mean score of the last profiles, not rounded; null: there are none. */
  meanScore: number | null;
}
