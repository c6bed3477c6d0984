import * as z from 'zod';

import { EVENT_TYPES } from './catalogue.ts';
import { envelopeShape } from './envelope.ts';
import { idSchema, zonedTimestampSchema } from './vocabulary.ts';

/** Media types of CloudEvents over HTTP: one event in the structured mode, and several. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';
export const CLOUD_EVENT_BATCH_TYPE = 'application/cloudevents-batch+json';

/** Any JSON media type (RFC 6838 and 8259), in any case; spelled out, because a JSON Schema has no flags. */
export const JSON_MEDIA_TYPE = /^[\w!#$&^.+-]+\/(?:[\w!#$&^.+-]+\+)?[jJ][sS][oO][nN]\s*(?:;.*)?$/;

/** CloudEvents allows no control characters in an attribute. */
const hasNoControl = (text: string) => !/[\0-\x1f\x7f-\x9f]/.test(text);
const NO_CONTROL = 'contains a character that is not allowed in an attribute';
const WITHOUT_CONTROL = { pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' };
const attributeSchema = idSchema.refine(hasNoControl, NO_CONTROL).meta(WITHOUT_CONTROL);

/** The attributes of any CloudEvent 1.0 that this server reads. Others, and unknown extensions, are ignored. */
export const cloudEventSchema = z.looseObject({
  specversion: z.literal('1.0'),
  /** Chosen by the producer: with `source` it is the key by which duplicates are recognised. */
  id: attributeSchema,
  source: attributeSchema,
  type: attributeSchema,
  time: zonedTimestampSchema.optional(),
  datacontenttype: z
    .string()
    .regex(JSON_MEDIA_TYPE, 'must be JSON')
    .optional(),
  /** If left out: the tenant of the token. It can be no other. */
  tenantid: z.string().optional(),
  /** Chosen by the producer, and shared by everything that the event leads to. */
  correlationid: attributeSchema.optional(),
  /** The trace that the event belongs to; an invalid one is ignored. */
  traceparent: z.string().optional(),
  data: z.unknown().optional(),
});

/** The attributes of every event that this server sends: the same ones, and more. */
export const sentEventSchema = cloudEventSchema.extend({
  id: envelopeShape.id,
  source: envelopeShape.source,
  type: z.enum(EVENT_TYPES),
  time: envelopeShape.createdAt,
  /** The URN of what the event is about. */
  subject: z.string(),
  /** See `payloadUrn`. */
  dataschema: z.string(),
  datacontenttype: z.literal('application/json'),
  tenantid: envelopeShape.tenantId,
  correlationid: envelopeShape.correlationId,
  causationid: envelopeShape.causationId,
  traceparent: envelopeShape.traceparent,
  /** Where subscriptions and queries find the event. */
  cursor: z.string(),
  /** Its offset, as text that sorts like the numbers. */
  sequence: z.string(),
  data: z.unknown(),
});
/** Without any other attributes. */
export type SentEvent = z.input<z.ZodObject<typeof sentEventSchema.shape>>;
