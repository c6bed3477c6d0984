import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

import { Ajv, type Options } from 'ajv';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';

import { asyncApiDocument } from '../../../src/documents/async-api.ts';
import { EVENT_TYPES } from '../../../src/events/schemas/catalogue.ts';
import { sentEventSchema } from '../../../src/events/schemas/cloud-event.ts';
import { toCloudEvent } from '../../../src/webhooks/to-cloud-event.ts';
import { sampleEvent } from '../../support/documents/event-samples.ts';
import { reportedEvent } from '../../support/events/reported-event.ts';

const specs = createRequire(import.meta.url)('@asyncapi/specs') as { schemas: Record<string, object> };
const document = asyncApiDocument();

function newAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, ...options });
  formats.default(ajv);
  return ajv;
}

/** Checks against one of the schemas that the document holds. */
function validatorOf(pointer: string) {
  const validate = newAjv().addSchema(document, 'doc').getSchema(`doc#${pointer}`);
  if (!validate) throw new Error(`no schema at ${pointer}`);
  return validate;
}

test('the document is one of AsyncAPI 3.0.0', () => {
  // It brings the schema of schemas along that Ajv has, too.
  const ajv = newAjv({ meta: false, validateSchema: false });
  const validate = ajv.compile(specs.schemas['3.0.0'] ?? {});
  validate(document);
  expect(validate.errors).toBeNull();
  expect(validate({ ...document, channels: { reports: { addres: '/events' } } })).toBe(false);
});

test('every reference in it leads somewhere', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = '']) => pointer);
  expect(refs.length).toBeGreaterThan(50);
  const missing = refs.filter((pointer) => {
    let place: unknown = document;
    for (const key of pointer.split('/')) {
      place = typeof place === 'object' && place !== null ? (place as Record<string, unknown>)[key] : undefined;
    }
    return place === undefined;
  });
  expect(missing).toEqual([]);
});

test.each(EVENT_TYPES)('it describes %s as an event of the stream, and as one that a webhook gets', (type) => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const event = { ...sampleEvent(type), causationId: randomUUID(), traceparent };
  const inStream = validatorOf(`/components/schemas/${type}`);
  expect([inStream(event), inStream({ ...event, more: 1 })]).toEqual([true, false]);

  const sent = JSON.parse(toCloudEvent({ event, epoch: randomUUID(), offset: 1 }).toString()) as object;
  expect(Object.keys(sent).sort()).toEqual(Object.keys(sentEventSchema.shape).sort());
  const toWebhook = validatorOf(`/components/messages/webhook.${type}/payload`);
  expect([toWebhook(sent), toWebhook({ ...sent, data: {} }), toWebhook({ ...sent, type: 'x' })]).toEqual([
    true,
    false,
    false,
  ]);
});

test('it describes what producers report, one by one and in batches', () => {
  const one = validatorOf('/components/messages/reported-event/payload');
  const batch = validatorOf('/components/messages/reported-batch/payload');
  expect([one(reportedEvent()), one(reportedEvent({ type: 'metadata.changed' }))]).toEqual([true, false]);
  expect([batch([reportedEvent()]), batch(reportedEvent())]).toEqual([true, false]);
});
