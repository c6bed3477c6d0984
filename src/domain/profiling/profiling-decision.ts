import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';

/** Why an event led to a profile of an entity, or did not. */
export interface ProfilingDecision {
  id: string;
  tenantId: string;
  /** Null if the event concerns no entity. */
  entityType: EntityType | null;
  entityId: string | null;
  eventOffset: number;
  profiled: boolean;
  rule: string;
  explanation: string;
  /** The profile run that it started or joined. */
  runId: string | null;
  decidedAt: Date;
  /** The tier of the entity; null: the decision is about no entity, or older than this field. */
  tier: Tier | null;
  /** The last profile with which the event was compared. Null although there is a tier: there was none. */
  lastProfileId: string | null;
}
