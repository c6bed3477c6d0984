import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';

import { EVENT_TYPES, eventSchema, type EventType } from '../../../src/events/schemas/catalogue.ts';
import { schema } from '../../../src/schema/schema.ts';
import { sampleEvent } from '../../support/documents/event-samples.ts';
import { completed, refreshed } from '../../support/events/events.ts';

const nameOf = (type: string) =>
  type
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

test('there are 13 types, each once', () => {
  expect(EVENT_TYPES).toHaveLength(13);
  expect(new Set(EVENT_TYPES).size).toBe(13);
});

/** Fields that say something of a payload otherwise than its own member, which old clients read. */
const ADDED: Partial<Record<EventType, string[]>> = { 'data.refreshed': ['rowsReported'] };

test.each(eventSchema.options.map((option) => [option.shape.type.value, option] as const))(
  'the GraphQL payload of %s has the fields of its schema',
  (type, option) => {
    const payload = schema.getType(`${nameOf(type)}Payload`);
    if (!isObjectType(payload)) throw new Error(`no payload type for ${type}`);
    const names = [...Object.keys(option.shape.payload.shape), ...(ADDED[type] ?? [])];
    expect(Object.keys(payload.getFields()).sort()).toEqual(names.sort());
    expect(isObjectType(schema.getType(`${nameOf(type)}Event`))).toBe(true);
  },
);

test.each(EVENT_TYPES)(
  'an event of %s has the version of its payload, and those of older versions can be read',
  (type) => {
    const event = sampleEvent(type);
    expect(event.version).toBe(
      ['metadata.changed', 'kpi.changed', 'data.refreshed'].includes(type) ? '1.1.0' : '1.0.0',
    );
    const older = { ...event, version: '1.0.0', payload: { ...event.payload, changes: undefined } };
    expect(eventSchema.safeParse(JSON.parse(JSON.stringify(older))).success).toBe(true);
  },
);

test('an unknown key in envelope or payload is an error', () => {
  const event = refreshed();
  expect(eventSchema.safeParse(event).success).toBe(true);
  expect(eventSchema.safeParse({ ...event, more: 1 }).success).toBe(false);
  expect(eventSchema.safeParse({ ...event, payload: { ...event.payload, password: 'x' } }).success).toBe(false);
});

test.each([
  ['a score over 100', { ...completed(), payload: { ...completed().payload, validity: 100.1 } }],
  ['an unknown source', { ...refreshed(), source: 'somebody' }],
  ['an id that is no UUID', { ...refreshed(), id: '1' }],
  ['a time without a zone', { ...refreshed(), createdAt: '2026-01-01T00:00:00' }],
  ['a trace context of another form', { ...refreshed(), traceparent: '00-1-2-3' }],
  ['negative rows', { ...refreshed(), payload: { ...refreshed().payload, rowsAffected: -1 } }],
])('%s is refused', (_, event) => {
  expect(eventSchema.safeParse(event).success).toBe(false);
});
