/**
 * The public entry point for producers and consumers in other packages: the schemas of the 13 events and their types.
 * It loads Zod, and nothing of the server.
 */
export {
  eventSchema,
  EVENT_TYPES,
  type Event,
  type EventOf,
  type EventType,
  type PayloadOf,
} from './schemas/catalogue.ts';
export { approvalApproved, approvalCreated, approvalRejected } from './schemas/approval-events.ts';
export { dataRefreshed } from './schemas/data-events.ts';
export {
  kpiApproved,
  kpiChanged,
  metadataApproved,
  metadataChanged,
  metadataDeprecated,
} from './schemas/entity-events.ts';
export {
  dataQualityDegraded,
  metadataProfileCompleted,
  metadataProfileDue,
  metadataProfileFailed,
} from './schemas/profile-events.ts';
export { sentEventSchema, type SentEvent } from './schemas/cloud-event.ts';
export { payloadVersionOf, payloadVersionsOf } from './schemas/payload-versions.ts';
export { PAYLOAD_VERSION, tenantIdSchema, traceparentSchema } from './schemas/envelope.ts';
export { refreshReportSchema, reportedEventSchema, type ReportedEvent } from './schemas/reported-event.ts';
export { actorSchema, type Actor } from './schemas/vocabulary.ts';
