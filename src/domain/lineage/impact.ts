import type { EventType } from '../../events/schemas/catalogue.ts';
import type { LineageNode } from './lineage.ts';

/** An event whose consequences were looked for downstream. It outlives the event in the log. */
export interface ImpactEvent {
  tenantId: string;
  offset: number;
  eventId: string;
  type: EventType;
  occurredAt: Date;
  /** The entity that the event is about. */
  causeId: string;
}

export interface EventImpact extends ImpactEvent {
  affectedCount: number;
  /** Whether more was affected than is kept. */
  isTruncated: boolean;
}

/** That an event affects an entity. */
export interface Impact extends ImpactEvent, LineageNode {
  /** Place among the entities that the event affects: 1 is the nearest. */
  number: number;
}
