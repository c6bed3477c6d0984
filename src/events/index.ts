/**
 * The public entry point for producers and consumers in other packages: the schemas of the 13 events and their types.
 * It loads Zod and nothing of the server.
 */
export { eventSchema, EVENT_TYPES, type Event, type EventOf, type EventType, type PayloadOf } from './catalogue.ts';
export { approvalApproved, approvalCreated, approvalRejected } from './approval-events.ts';
export { dataRefreshed } from './data-events.ts';
export { kpiApproved, kpiChanged, metadataApproved, metadataChanged, metadataDeprecated } from './entity-events.ts';
export {
  dataQualityDegraded,
  metadataProfileCompleted,
  metadataProfileDue,
  metadataProfileFailed,
} from './profile-events.ts';
export { sentEventSchema, type SentEvent } from './cloud-event.ts';
export { PAYLOAD_VERSION, tenantIdSchema, traceparentSchema } from './envelope.ts';
export { refreshReportSchema, reportedEventSchema, type ReportedEvent } from './reported-event.ts';
export { actorSchema, type Actor } from './vocabulary.ts';
