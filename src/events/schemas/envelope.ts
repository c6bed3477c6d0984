import * as z from 'zod';

import { EVENT_SOURCES, idSchema, timestampSchema } from './vocabulary.ts';

/** A tenant's name: it becomes part of keys, so it is limited to characters that need no escape anywhere. */
export const tenantIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be 1 to 63 characters of a-z, 0-9, _ and -');

/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header */
export const traceparentSchema = z.string().regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);

/** First version of every payload; one whose shape has changed has its own, in payload-versions.ts. */
export const PAYLOAD_VERSION = '1.0.0';

/** The name of a payload's schema, wherever it is hosted. */
export function payloadUrn(type: string, version: string): string {
  return `urn:mdm:event:${type}:${version}`;
}

/** What all events share. `id` together with `source` is the key by which duplicates are recognised. */
export const envelopeShape = {
  id: z.uuid(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a semantic version'),
  tenantId: tenantIdSchema,
  source: z.enum(EVENT_SOURCES),
  createdAt: timestampSchema,
  correlationId: idSchema,
  causationId: z.uuid().optional(),
  traceparent: traceparentSchema.optional(),
};

/** The schema of one event: the envelope, its literal type and a strict payload. */
export function defineEvent<const T extends string, P extends z.ZodRawShape>(type: T, payload: P) {
  return z.strictObject({ ...envelopeShape, type: z.literal(type), payload: z.strictObject(payload) });
}
