import * as z from 'zod';

import { defineEvent } from './envelope.ts';
import {
  actorSchema,
  countSchema,
  DUE_REASONS,
  entityTypeSchema,
  gradeSchema,
  idSchema,
  nameSchema,
  PRIORITIES,
  QUALITY_DIMENSIONS,
  scoreSchema,
  secondsSchema,
  tierSchema,
  timestampSchema,
} from './vocabulary.ts';

const profiledEntity = { entityType: entityTypeSchema, entityId: idSchema, canonicalKey: nameSchema, tier: tierSchema };

export const metadataProfileDue = defineEvent('metadata.profile.due', {
  ...profiledEntity,
  priority: z.enum(PRIORITIES),
  reason: z.enum(DUE_REASONS),
  lastProfiledAt: timestampSchema.optional(),
  standardPackId: idSchema.optional(),
});

export const metadataProfileCompleted = defineEvent('metadata.profile.completed', {
  ...profiledEntity,
  completeness: scoreSchema,
  uniqueness: scoreSchema,
  validity: scoreSchema,
  qualityScore: scoreSchema,
  qualityGrade: gradeSchema,
  profileId: idSchema,
  rowCount: countSchema,
  duration: secondsSchema,
  triggeredBy: actorSchema,
});

export const metadataProfileFailed = defineEvent('metadata.profile.failed', {
  ...profiledEntity,
  errorCode: nameSchema,
  errorMessage: z.string(),
  attempts: countSchema,
  duration: secondsSchema,
  triggeredBy: actorSchema,
});

export const dataQualityDegraded = defineEvent('data.quality.degraded', {
  ...profiledEntity,
  previousScore: scoreSchema,
  qualityScore: scoreSchema,
  dropPercent: z.number().min(0).max(100),
  previousGrade: gradeSchema,
  qualityGrade: gradeSchema,
  dimensions: z.array(
    z.strictObject({ dimension: z.enum(QUALITY_DIMENSIONS), previous: scoreSchema, current: scoreSchema }),
  ),
  profileId: idSchema,
  previousProfileId: idSchema,
});
