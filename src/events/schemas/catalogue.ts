import * as z from 'zod';

import { approvalApproved, approvalCreated, approvalRejected } from './approval-events.ts';
import { dataRefreshed } from './data-events.ts';
import { kpiApproved, kpiChanged, metadataApproved, metadataChanged, metadataDeprecated } from './entity-events.ts';
import {
  dataQualityDegraded,
  metadataProfileCompleted,
  metadataProfileDue,
  metadataProfileFailed,
} from './profile-events.ts';

/** The 13 events, in the order of the documentation. Whatever must cover all of them starts here. */
export const eventSchema = z.discriminatedUnion('type', [
  metadataProfileDue,
  metadataProfileCompleted,
  metadataProfileFailed,
  metadataChanged,
  metadataApproved,
  metadataDeprecated,
  kpiChanged,
  kpiApproved,
  dataRefreshed,
  dataQualityDegraded,
  approvalCreated,
  approvalApproved,
  approvalRejected,
]);

export type Event = z.infer<typeof eventSchema>;
export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
export type PayloadOf<T extends EventType> = EventOf<T>['payload'];

export const EVENT_TYPES: readonly EventType[] = eventSchema.options.map((schema) => schema.shape.type.value);
