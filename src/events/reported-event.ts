import * as z from 'zod';

import { dataRefreshed } from './data-events.ts';
import { actorSchema, idSchema, PRODUCER_SOURCES } from './vocabulary.ts';

/** Most events of a batch: all of them are one transaction. */
export const MAX_BATCH_EVENTS = 500;

/** RFC 3339 with any offset from UTC; becomes a time in UTC. */
const zonedTimestampSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((time) => time.getUTCFullYear() >= 1970 && time.getUTCFullYear() <= 9999, 'must lie between 1970 and 9999');

/** What a producer says of a refresh: the payload of data.refreshed, of which the server can fill in the rest. */
export const refreshReportSchema = z.strictObject({
  ...dataRefreshed.shape.payload.shape,
  completedAt: zonedTimestampSchema.optional(),
  triggeredBy: actorSchema.optional(),
});

/** CloudEvents allows no control characters in an attribute. */
const hasNoControl = (text: string) => !/[\0-\x1f\x7f-\x9f]/.test(text);
const NO_CONTROL = 'holds a character that an attribute cannot have';
const WITHOUT_CONTROL = { pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' };
const attributeSchema = idSchema.refine(hasNoControl, NO_CONTROL).meta(WITHOUT_CONTROL);

/** The attributes of any CloudEvent 1.0 that this server looks at. Others, and unknown extensions, are let through. */
export const cloudEventSchema = z.looseObject({
  specversion: z.literal('1.0'),
  /** The producer's own: with `source` it is the key by which duplicates are known. */
  id: attributeSchema,
  source: attributeSchema,
  type: attributeSchema,
  time: zonedTimestampSchema.optional(),
  datacontenttype: z
    .string()
    .regex(/^application\/(?:[\w.-]+\+)?json\s*(?:;.*)?$/, 'must be JSON')
    .optional(),
  /** Left out: the tenant of the token, and it can be no other. */
  tenantid: z.string().optional(),
  /** The producer's own, for everything that the event leads to. */
  correlationid: attributeSchema.optional(),
  /** The trace that the event belongs to; one that is none is ignored. */
  traceparent: z.string().optional(),
  data: z.unknown().optional(),
});
export type CloudEvent = z.output<typeof cloudEventSchema>;

/** What other systems may report, in the JSON format of CloudEvents 1.0. */
export const reportedEventSchema = cloudEventSchema.extend({
  type: dataRefreshed.shape.type,
  source: z.enum(PRODUCER_SOURCES),
  data: refreshReportSchema,
});
/** As a producer writes it. */
export type ReportedEvent = z.input<typeof reportedEventSchema>;
