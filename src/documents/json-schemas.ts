import * as z from 'zod';

import { eventSchema, type EventType } from '../events/schemas/catalogue.ts';
import { payloadUrn } from '../events/schemas/envelope.ts';
import { payloadVersionOf } from '../events/schemas/payload-versions.ts';
import { reportedEventSchema } from '../events/schemas/reported-event.ts';
import { EVENT_SUMMARIES } from './event-summaries.ts';

export type JsonSchema = Record<string, unknown>;

/**
 * JSON Schemas (2020-12) of each event as the log stores it, with its payload separate, and of what producers report.
 */
export function jsonSchemas(): Map<EventType | 'reported-event', JsonSchema> {
  const schemas = new Map<EventType | 'reported-event', JsonSchema>();
  for (const option of eventSchema.options) {
    const type = option.shape.type.value;
    const { $schema, properties, ...rest } = z.toJSONSchema(option);
    const { $schema: _, ...payload } = z.toJSONSchema(option.shape.payload);
    schemas.set(type, {
      $schema,
      title: type,
      description: EVENT_SUMMARIES[type],
      ...rest,
      properties: { ...properties, payload: { $ref: '#/$defs/payload' } },
      $defs: { payload: { $id: payloadUrn(type, payloadVersionOf(type)), ...payload } },
    });
  }
  const { $schema, ...reported } = z.toJSONSchema(reportedEventSchema, { io: 'input' });
  const description = 'A refresh as reported by other systems to POST /events, in the JSON format of CloudEvents 1.0.';
  return schemas.set('reported-event', { $schema, title: 'reported-event', description, ...reported });
}
