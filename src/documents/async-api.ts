import * as z from 'zod';

import { EVENT_TYPES, eventSchema, type EventType } from '../events/schemas/catalogue.ts';
import { CLOUD_EVENT_BATCH_TYPE, CLOUD_EVENT_TYPE, sentEventSchema } from '../events/schemas/cloud-event.ts';
import { PAYLOAD_VERSION, payloadUrn } from '../events/schemas/envelope.ts';
import { MAX_BATCH_EVENTS, reportedEventSchema } from '../events/schemas/reported-event.ts';
import { EVENT_SUMMARIES } from './event-summaries.ts';
import type { JsonSchema } from './json-schemas.ts';

const DESCRIPTION = `Events of governed metadata: what producers report, what clients follow, what webhooks are sent.

Everything here is made from the schemas in src/events. One tenant's events are a stream in which each has a place; all
that one cause led to has one correlationId, and the trace of the request that set it off.`;

const REPORTS = `Refreshes that other systems report, as CloudEvents 1.0 over HTTP: structured, binary or batch, from a token with
the role PRODUCER. Source and id are the producer's own; the same again is answered as the duplicate it is. The answer says
what became of each event; refusals are problem details (RFC 9457).`;

const STREAM = `The events of the token's tenant, in order, each once, by a GraphQL subscription (graphql-transport-ws); \`after\` goes on
behind a cursor. The subscription chooses the fields, and GraphQL writes the words of closed lists in upper case:
schema.graphql has its types.`;

const WEBHOOKS = `The events that a webhook of the tenant asks for, each posted as a structured CloudEvent 1.0, signed. At least once:
source and id tell what has been there before.`;

/** Beside those of HTTP itself. */
const WEBHOOK_HEADERS = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': { type: 'string', description: 'Of the delivery: the same for every attempt.' },
    'webhook-timestamp': { type: 'string', description: 'When this attempt was made, in seconds since 1970.' },
    'webhook-signature': {
      type: 'string',
      description: 'HMAC-SHA256 of id, timestamp and body, as Standard Webhooks 1.0.0 has it; one for each secret.',
    },
    traceparent: { type: 'string', description: 'The trace of the event, where it has one.' },
  },
};

/** The AsyncAPI 3.0 document. */
export function asyncApiDocument(): JsonSchema {
  const security = [ref('components/securitySchemes/bearer')];
  return {
    asyncapi: '3.0.0',
    info: { title: 'Metadata governance', version: PAYLOAD_VERSION, description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      http: {
        host: '127.0.0.1:4000',
        protocol: 'http',
        description: 'Where the server listens unless told otherwise.',
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
        summary: 'Takes what other systems report.',
        security,
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
      },
      streamEvents: {
        action: 'send',
        channel: ref('channels/stream'),
        summary: 'Sends the events that a subscription asks for.',
        security,
      },
      postEvents: {
        action: 'send',
        channel: ref('channels/webhooks'),
        summary: 'Posts the events that a webhook asks for.',
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
              dataschema: { const: payloadUrn(type) },
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
      summary: 'One event. In the binary mode its attributes are ce- headers, and the body is its data.',
      contentType: CLOUD_EVENT_TYPE,
      payload: reported,
    },
    'reported-batch': {
      name: 'data.refreshed (batch)',
      summary: `Up to ${MAX_BATCH_EVENTS} events; each is taken or refused by itself.`,
      contentType: CLOUD_EVENT_BATCH_TYPE,
      payload: { type: 'array', maxItems: MAX_BATCH_EVENTS, items: reported },
    },
  };
}

function securitySchemes(): JsonSchema {
  const description = 'A JWT that says who, of which tenant, and with which roles.';
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
