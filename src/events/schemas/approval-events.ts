import * as z from 'zod';

import { defineEvent } from './envelope.ts';
import {
  actorSchema,
  changeKindSchema,
  entityTypeSchema,
  idSchema,
  nameSchema,
  tierSchema,
  timestampSchema,
} from './vocabulary.ts';

const approval = {
  approvalId: idSchema,
  entityType: entityTypeSchema,
  canonicalKey: nameSchema,
  tier: tierSchema,
  changeType: changeKindSchema,
};

export const approvalCreated = defineEvent('approval.created', {
  ...approval,
  requestedBy: actorSchema,
  requestedAt: timestampSchema,
});
export const approvalApproved = defineEvent('approval.approved', {
  ...approval,
  approvedBy: actorSchema,
  approvedAt: timestampSchema,
  comment: z.string().optional(),
});
export const approvalRejected = defineEvent('approval.rejected', {
  ...approval,
  rejectedBy: actorSchema,
  rejectedAt: timestampSchema,
  reason: z.string(),
});
