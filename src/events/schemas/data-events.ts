import * as z from 'zod';

import { defineEvent } from './envelope.ts';
import { actorSchema, countSchema, nameSchema, REFRESH_TYPES, timestampSchema } from './vocabulary.ts';

export const dataRefreshed = defineEvent('data.refreshed', {
  entityUrn: nameSchema,
  service: z.strictObject({ schema: nameSchema, table: nameSchema }),
  rowsAffected: countSchema,
  refreshType: z.enum(REFRESH_TYPES),
  completedAt: timestampSchema,
  triggeredBy: actorSchema,
});
