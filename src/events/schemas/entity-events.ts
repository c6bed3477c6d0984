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

const entity = { entityId: idSchema, canonicalKey: nameSchema, tier: tierSchema };
const changed = {
  ...entity,
  changeType: changeKindSchema,
  changedFields: z.array(z.string()),
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
