import * as z from 'zod';

import { defineEvent } from './envelope.ts';
import { actorSchema, countSchema, nameSchema, REFRESH_TYPES, timestampSchema } from './vocabulary.ts';

export const dataRefreshed = defineEvent('data.refreshed', {
  entityUrn: nameSchema,
  service: z.strictObject({ schema: nameSchema, table: nameSchema }),
  /** Left out, since version 1.1.0: the producer does not know it. */
  rowsAffected: countSchema.optional(),
  refreshType: z.enum(REFRESH_TYPES),
  completedAt: timestampSchema,
  triggeredBy: actorSchema,
});
