import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';

/** Why an event led to a profile of an entity, or did not. */
export interface ProfilingDecision {
  id: string;
  tenantId: string;
  /** Null where the event concerned no entity. */
  entityType: EntityType | null;
  entityId: string | null;
  eventOffset: number;
  profiled: boolean;
  rule: string;
  explanation: string;
  /** The profile run that it led to or joined. */
  runId: string | null;
  decidedAt: Date;
  /** The tier that the entity had; null: about no entity, or from a time when it was not kept. */
  tier: Tier | null;
  /** The last profile that it was judged by. Null where there is a tier: there was none. */
  lastProfileId: string | null;
}
