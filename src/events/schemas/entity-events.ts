import * as z from 'zod';

import { defineEvent } from './envelope.ts';
import {
  actorSchema,
  changeKindSchema,
  countSchema,
  entityTypeSchema,
  idSchema,
  nameSchema,
  tierSchema,
  timestampSchema,
} from './vocabulary.ts';

/** Longest value of a changed field in a payload, in characters. */
export const MAX_CHANGE_VALUE_LENGTH = 1_000;

const changedValueSchema = z.string().max(MAX_CHANGE_VALUE_LENGTH).nullable();
const payloadChangeSchema = z.strictObject({
  field: z.string(),
  /** JSON; null: there was none. */
  before: changedValueSchema,
  after: changedValueSchema,
  /** Whether a value was longer than allowed and only its beginning is here, which is not JSON then. */
  truncated: z.boolean(),
});
/** One changed field, as a payload has it. */
export type PayloadChange = z.infer<typeof payloadChangeSchema>;

const entity = { entityId: idSchema, canonicalKey: nameSchema, tier: tierSchema };
const changed = {
  ...entity,
  changeType: changeKindSchema,
  changedFields: z.array(z.string()),
  /** Since version 1.1.0: in the order of `changedFields`. */
  changes: z.array(payloadChangeSchema).optional(),
  version: countSchema,
  changedBy: actorSchema,
};
const approved = { approvalId: idSchema, ...entity, approvedBy: actorSchema, approvedAt: timestampSchema };

export const metadataChanged = defineEvent('metadata.changed', { entityType: entityTypeSchema, ...changed });
export const metadataApproved = defineEvent('metadata.approved', { entityType: entityTypeSchema, ...approved });
export const metadataDeprecated = defineEvent('metadata.deprecated', {
  entityType: entityTypeSchema,
  ...entity,
  reason: z.string().optional(),
  replacedBy: nameSchema.optional(),
  deprecatedBy: actorSchema,
  deprecatedAt: timestampSchema,
});
export const kpiChanged = defineEvent('kpi.changed', changed);
export const kpiApproved = defineEvent('kpi.approved', approved);
