import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { jsonSchemas } from '../../../src/documents/json-schemas.ts';
import { eventSchema } from '../../../src/events/schemas/catalogue.ts';
import { reportedEventSchema } from '../../../src/events/schemas/reported-event.ts';
import { sampleEvent } from '../../support/documents/event-samples.ts';
import { reportedEvent } from '../../support/events/reported-event.ts';

const schemas = jsonSchemas();

function compile(name: Parameters<typeof schemas.get>[0]): ValidateFunction {
  const schema = schemas.get(name);
  if (!schema) throw new Error(`no schema of ${name}`);
  const ajv = new Ajv2020({ allErrors: true });
  formats.default(ajv);
  return ajv.compile(schema);
}

/** What may stand anywhere instead of what is there: of every kind, and on both sides of every bound. */
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    ...['', 'a', 'a'.repeat(200), 'a'.repeat(201), 'a\0b', 'a\nb', 'tier1', 'A', 'METADATA', 'HUMAN', 'full', '1.0'],
    ...['2026-01-31T12:00:00Z', '2026-02-30T12:00:00Z', '2026-01-31T12:00:00+02:00', '2026-01-31', 'yesterday'],
    ...['0c1b7b1e-64a1-4c7e-9d43-3a5f0e8f0f01', '0c1b7b1e', 'etl.pipeline', 'finance.service', 'data.refreshed'],
    ...[-1, 0, 0.5, 1, 100, 100.1, 1e6, 2 ** 53],
  ),
);

/** A copy with one place changed, left out or added. */
const mutated = (sample: unknown) =>
  fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add'), values).map(([at, how, value]) => {
    const copy = structuredClone(sample);
    const places = placesIn(copy);
    const [parent, key] = places[at % places.length] ?? [];
    if (!parent || key === undefined) return copy;
    if (how === 'replace') parent[key] = value;
    else if (how === 'remove') Reflect.deleteProperty(parent, key);
    else parent.more = value;
    // As it arrives: what is left out of a list is a hole in memory, and null on the wire.
    return JSON.parse(JSON.stringify(copy)) as unknown;
  });

function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  return Object.keys(object).flatMap((key) => [[object, key], ...placesIn(object[key])]);
}

describe.each(eventSchema.options.map((option) => [option.shape.type.value, option] as const))('%s', (type, option) => {
  const validate = compile(type);

  test('has a JSON Schema that takes a complete event', () => {
    const event = sampleEvent(type);
    expect([option.safeParse(event).success, validate(event)]).toEqual([true, true]);
  });

  test('has a JSON Schema that takes and refuses what Zod does', () => {
    fc.assert(
      fc.property(mutated(sampleEvent(type)), (event) => {
        expect(validate(event)).toBe(option.safeParse(event).success);
      }),
      { numRuns: 300 },
    );
  });
});

test('the JSON Schema of what is reported takes and refuses what Zod does', () => {
  const validate = compile('reported-event');
  const sample = {
    ...reportedEvent({ time: '2026-01-31T12:00:00+02:00', tenantid: 'acme', correlationid: 'nightly' }),
    datacontenttype: 'application/json',
  };
  expect(validate(sample)).toBe(true);
  fc.assert(
    fc.property(mutated(sample), (event) => {
      expect(validate(event)).toBe(reportedEventSchema.safeParse(event).success);
    }),
    { numRuns: 500 },
  );
});

test('a payload alone can be checked by the name that webhooks give its schema', () => {
  const ajv = new Ajv2020();
  formats.default(ajv);
  for (const schema of schemas.values()) ajv.addSchema(schema, String(schema.title));
  const { type, payload } = sampleEvent('kpi.changed');
  expect(ajv.validate(`urn:mdm:event:${type}:1.1.0`, payload)).toBe(true);
  expect(ajv.validate(`urn:mdm:event:${type}:1.1.0`, { ...payload, version: -1 })).toBe(false);
});
