import * as z from 'zod';

import { EVENT_TYPES, eventSchema, type EventType } from '../events/schemas/catalogue.ts';
import { CLOUD_EVENT_BATCH_TYPE, CLOUD_EVENT_TYPE, sentEventSchema } from '../events/schemas/cloud-event.ts';
import { payloadUrn } from '../events/schemas/envelope.ts';
import { CATALOGUE_VERSION, payloadVersionsOf } from '../events/schemas/payload-versions.ts';
import { MAX_BATCH_EVENTS, reportedEventSchema } from '../events/schemas/reported-event.ts';
import { EVENT_SUMMARIES } from './event-summaries.ts';
import type { JsonSchema } from './json-schemas.ts';

const DESCRIPTION = `Events of governed metadata: what producers report, what clients subscribe to, and what webhooks receive.

Everything here is generated from the schemas in src/events. The events of a tenant form a stream, in which each has its place. All
events that one cause led to share a correlationId, and the trace of the request that started it.`;

const REPORTS = `Refreshes that other systems report, as CloudEvents 1.0 over HTTP (structured, binary or batch), with a token that has
the role PRODUCER. The producer chooses source and id; a repetition is answered as a duplicate. The response contains the
outcome of each event; refusals are problem details (RFC 9457).`;

const STREAM = `The events of the token's tenant, in order and each once, through a GraphQL subscription (graphql-transport-ws). It continues after the
cursor in \`after\`. The subscription selects the fields, and GraphQL writes enum values in upper case:
see schema.graphql for its types.`;

const WEBHOOKS = `The events that match the filter of a webhook, each posted as a signed, structured CloudEvent 1.0, at least once:
recognize repetitions by source and id.`;

/** In addition to those of HTTP itself. */
const WEBHOOK_HEADERS = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': { type: 'string', description: 'Id of the delivery; the same for every attempt.' },
    'webhook-timestamp': { type: 'string', description: 'When this attempt was made, in seconds since 1970.' },
    'webhook-signature': {
      type: 'string',
      description: 'HMAC-SHA256 of id, timestamp and body, according to Standard Webhooks 1.0.0; one for each secret.',
    },
    traceparent: { type: 'string', description: 'The trace of the event, if it has one.' },
  },
};

/** The AsyncAPI 3.0 document. */
export function asyncApiDocument(): JsonSchema {
  const security = [ref('components/securitySchemes/bearer')];
  return {
    asyncapi: '3.0.0',
    info: { title: 'Metadata governance', version: CATALOGUE_VERSION, description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      http: {
        host: '127.0.0.1:4000',
        protocol: 'http',
        description: 'The default address of the server.',
      },
      webSocket: { host: '127.0.0.1:4000', protocol: 'ws', description: 'The same server.' },
    },
    channels: {
      reports: {
        address: '/events',
        servers: [ref('servers/http')],
        description: REPORTS,
        messages: {
          event: ref('components/messages/reported-event'),
          batch: ref('components/messages/reported-batch'),
        },
      },
      stream: {
        address: '/graphql',
        servers: [ref('servers/webSocket')],
        description: STREAM,
        messages: refsOf(EVENT_TYPES, (type) => `components/messages/${type}`),
      },
      webhooks: {
        address: null,
        description: WEBHOOKS,
        messages: refsOf(EVENT_TYPES, (type) => `components/messages/webhook.${type}`),
      },
    },
    operations: {
      takeReports: {
        action: 'receive',
        channel: ref('channels/reports'),
        summary: 'Receives what other systems report.',
        security,
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
      },
      streamEvents: {
        action: 'send',
        channel: ref('channels/stream'),
        summary: 'Sends the events that a subscription selects.',
        security,
      },
      postEvents: {
        action: 'send',
        channel: ref('channels/webhooks'),
        summary: 'Posts the events that match a webhook.',
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
      },
    },
    components: { schemas: schemas(), messages: messages(), securitySchemes: securitySchemes() },
  };
}

function schemas(): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {};
  for (const option of eventSchema.options) {
    const type = option.shape.type.value;
    const { properties, ...event } = draft7(option);
    all[type] = {
      ...event,
      properties: { ...(properties as JsonSchema), payload: ref(`components/schemas/payload.${type}`) },
    };
    all[`payload.${type}`] = draft7(option.shape.payload);
  }
  return {
    ...all,
    'webhook-event': draft7(sentEventSchema),
    'webhook-headers': WEBHOOK_HEADERS,
    'reported-event': draft7(reportedEventSchema),
  };
}

function messages(): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {};
  for (const type of EVENT_TYPES) {
    const summary = EVENT_SUMMARIES[type];
    all[type] = { name: type, summary, payload: ref(`components/schemas/${type}`) };
    all[`webhook.${type}`] = {
      name: type,
      summary,
      contentType: CLOUD_EVENT_TYPE,
      headers: ref('components/schemas/webhook-headers'),
      payload: {
        allOf: [
          ref('components/schemas/webhook-event'),
          {
            type: 'object',
            properties: {
              type: { const: type },
              // An event is sent with the version with which it was recorded.
              dataschema: { enum: payloadVersionsOf(type).map((version) => payloadUrn(type, version)) },
              data: ref(`components/schemas/payload.${type}`),
            },
          },
        ],
      },
    };
  }
  const reported = ref('components/schemas/reported-event');
  return {
    ...all,
    'reported-event': {
      name: 'data.refreshed',
      summary: 'One event. In binary mode its attributes are ce- headers, and the body is its data.',
      contentType: CLOUD_EVENT_TYPE,
      payload: reported,
    },
    'reported-batch': {
      name: 'data.refreshed (batch)',
      summary: `Up to ${MAX_BATCH_EVENTS} events; each is accepted or refused on its own.`,
      contentType: CLOUD_EVENT_BATCH_TYPE,
      payload: { type: 'array', maxItems: MAX_BATCH_EVENTS, items: reported },
    },
  };
}

function securitySchemes(): JsonSchema {
  const description = 'A JWT that names the actor, the tenant and the roles.';
  return { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description } };
}

/** AsyncAPI's own dialect is a superset of this draft. */
function draft7(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
}

function ref(pointer: string): { $ref: string } {
  return { $ref: `#/${pointer}` };
}

function refsOf(types: readonly EventType[], pointerOf: (type: EventType) => string): JsonSchema {
  return Object.fromEntries(types.map((type) => [type, ref(pointerOf(type))]));
}
