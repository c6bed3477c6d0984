import type { OrderDirection } from '../entities/entity-order.ts';

export const INCIDENT_ORDER_FIELDS = ['OPENED_AT', 'LAST_SEEN_AT', 'SEVERITY'] as const;
export type IncidentOrderField = (typeof INCIDENT_ORDER_FIELDS)[number];

/** How a list of incidents is sorted. */
export interface IncidentOrder {
  field: IncidentOrderField;
  direction: OrderDirection;
}

export const NEWEST_INCIDENT_FIRST: IncidentOrder = { field: 'OPENED_AT', direction: 'DESC' };
