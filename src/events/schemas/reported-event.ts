import * as z from 'zod';

import { cloudEventSchema } from './cloud-event.ts';
import { dataRefreshed } from './data-events.ts';
import { actorSchema, PRODUCER_SOURCES, zonedTimestampSchema } from './vocabulary.ts';

/** Most events of a batch, which is one transaction. */
export const MAX_BATCH_EVENTS = 500;

/** What a producer reports of a refresh: the payload of data.refreshed, some of which the server can fill in. */
export const refreshReportSchema = z.strictObject({
  ...dataRefreshed.shape.payload.shape,
  completedAt: zonedTimestampSchema.optional(),
  triggeredBy: actorSchema.optional(),
});

/** What other systems may report, in the JSON format of CloudEvents 1.0. */
export const reportedEventSchema = cloudEventSchema.extend({
  type: dataRefreshed.shape.type,
  source: z.enum(PRODUCER_SOURCES),
  data: refreshReportSchema,
});
/** As a producer writes it. */
export type ReportedEvent = z.input<typeof reportedEventSchema>;
