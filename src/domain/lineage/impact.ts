import type { EventType } from '../../events/schemas/catalogue.ts';
import type { LineageNode } from './lineage.ts';

/** An event whose impact was determined. The record outlives the event in the log. */
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
  /** Whether more entities were affected than are stored. */
  isTruncated: boolean;
}

/** One entity that an event affects. */
export interface Impact extends ImpactEvent, LineageNode {
  /** Place among the entities that the event affects: 1 is the nearest. */
  number: number;
}
