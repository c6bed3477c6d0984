import * as z from 'zod';

const AFFECTED = 'affectedEntities(first: 10) { totalCount nodes { canonicalKey } }';

/** The subscription that the terminal shows: what it prints about each of the 13 events. */
export const EVENTS = `subscription Events($after: String) {
  events(after: $after) {
    __typename
    ... on EventEnvelope { id createdAt cursor }
    ... on DataRefreshedEvent {
      boundEntities { totalCount }
      payload { service { schema table } rowsReported refreshType }
    }
    ... on MetadataProfileDueEvent { payload { canonicalKey priority dueReason: reason } }
    ... on MetadataProfileCompletedEvent {
      payload { entityId entityType canonicalKey qualityScore qualityGrade validity rowCount }
    }
    ... on MetadataProfileFailedEvent { payload { canonicalKey errorCode errorMessage } }
    ... on DataQualityDegradedEvent {
      ${AFFECTED}
      payload {
        entityId canonicalKey previousScore qualityScore qualityGrade dropPercent
        dimensions { dimension previous current }
      }
    }
    ... on ApprovalCreatedEvent { payload { canonicalKey changeType requestedBy { actorId } } }
    ... on ApprovalApprovedEvent { payload { canonicalKey approvedBy { actorId } approvalComment: comment } }
    ... on ApprovalRejectedEvent { payload { canonicalKey rejectedBy { actorId } rejectReason: reason } }
    ... on MetadataChangedEvent { ${AFFECTED} payload { canonicalKey changeType changedFields entityVersion: version } }
    ... on KpiChangedEvent { ${AFFECTED} payload { canonicalKey changeType changedFields entityVersion: version } }
    ... on MetadataApprovedEvent { payload { canonicalKey } }
    ... on KpiApprovedEvent { payload { canonicalKey } }
    ... on MetadataDeprecatedEvent { ${AFFECTED} payload { canonicalKey deprecationReason: reason } }
  }
}`;

function seen<const T extends string, P extends z.ZodRawShape>(type: T, payload: P) {
  return z.object({
    __typename: z.literal(type),
    id: z.string(),
    createdAt: z.coerce.date(),
    cursor: z.string(),
    payload: z.object(payload),
  });
}

/** An event that affects what lies downstream of its entity. */
function seenAffecting<const T extends string, P extends z.ZodRawShape>(type: T, payload: P) {
  const nodes = z.array(z.object({ canonicalKey: z.string() }));
  return seen(type, payload).extend({ affectedEntities: z.object({ totalCount: z.number(), nodes }) });
}

const canonicalKey = z.string();
const actor = z.object({ actorId: z.string() });
const changed = { canonicalKey, changeType: z.string(), changedFields: z.array(z.string()), entityVersion: z.number() };

export const seenEventSchema = z.discriminatedUnion('__typename', [
  seen('DataRefreshedEvent', {
    service: z.object({ schema: z.string(), table: z.string() }),
    rowsReported: z.number().nullable(),
    refreshType: z.string(),
  }).extend({ boundEntities: z.object({ totalCount: z.number() }) }),
  seen('MetadataProfileDueEvent', { canonicalKey, priority: z.string(), dueReason: z.string() }),
  seen('MetadataProfileCompletedEvent', {
    entityId: z.string(),
    entityType: z.string(),
    canonicalKey,
    qualityScore: z.number(),
    qualityGrade: z.string(),
    validity: z.number(),
    rowCount: z.number(),
  }),
  seen('MetadataProfileFailedEvent', { canonicalKey, errorCode: z.string(), errorMessage: z.string() }),
  seenAffecting('DataQualityDegradedEvent', {
    entityId: z.string(),
    canonicalKey,
    previousScore: z.number(),
    qualityScore: z.number(),
    qualityGrade: z.string(),
    dropPercent: z.number(),
    dimensions: z.array(z.object({ dimension: z.string(), previous: z.number(), current: z.number() })),
  }),
  seen('ApprovalCreatedEvent', { canonicalKey, changeType: z.string(), requestedBy: actor }),
  seen('ApprovalApprovedEvent', { canonicalKey, approvedBy: actor, approvalComment: z.string().nullable() }),
  seen('ApprovalRejectedEvent', { canonicalKey, rejectedBy: actor, rejectReason: z.string() }),
  seenAffecting('MetadataChangedEvent', changed),
  seenAffecting('KpiChangedEvent', changed),
  seen('MetadataApprovedEvent', { canonicalKey }),
  seen('KpiApprovedEvent', { canonicalKey }),
  seenAffecting('MetadataDeprecatedEvent', { canonicalKey, deprecationReason: z.string().nullable() }),
]);

export type SeenEvent = z.infer<typeof seenEventSchema>;
export type SeenEventOf<T extends SeenEvent['__typename']> = Extract<SeenEvent, { __typename: T }>;

/** An event that tells what it affects. */
export type AffectingEvent = Extract<SeenEvent, { affectedEntities: object }>;
