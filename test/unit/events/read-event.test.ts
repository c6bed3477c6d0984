import { expect, test } from 'vitest';

import { readEvent } from '../../../src/events/schemas/read-event.ts';
import { parseRedisMessage } from '../../../src/events/transport/redis-message.ts';
import { sampleEvent } from '../../support/documents/event-samples.ts';

const changed = sampleEvent('kpi.changed');
const { payload } = changed;
const [change] = 'changes' in payload ? (payload.changes ?? []) : [];

test('an event of this version is read as it is', () => {
  expect(readEvent(changed)).toEqual(changed);
});

test('what a newer minor version of the payload has added is left out, wherever it stands', () => {
  const newer = {
    ...changed,
    version: '1.12.0',
    payload: {
      ...payload,
      mood: 'good',
      changedBy: { actorId: 'anna', actorType: 'HUMAN', team: 'x' },
      changes: [{ ...change, kind: 'y' }],
    },
  };
  const before = structuredClone(newer);
  expect(readEvent(newer)).toEqual({
    ...changed,
    version: '1.12.0',
    payload: { ...payload, changedBy: { actorId: 'anna', actorType: 'HUMAN' }, changes: [change] },
  });
  expect(newer).toEqual(before);
});

test.each([
  ['of this version', { ...changed, payload: { ...payload, mood: 'good' } }],
  ['of a newer major version', { ...changed, version: '2.0.0', payload: { ...payload, mood: 'good' } }],
  ['of an older version', { ...changed, version: '1.0.0', payload: { ...payload, mood: 'good' } }],
  ['with an addition to the envelope', { ...changed, version: '1.2.0', mood: 'good' }],
  ['that lacks something', { ...changed, version: '1.2.0', payload: { mood: 'good' } }],
  ['of an unknown type', { ...changed, type: 'kpi.sung', version: '1.2.0' }],
  ['that is none', null],
])('an event %s is read as strictly as it is written', (_, event) => {
  expect(readEvent(event)).toBeUndefined();
});

test('a message of an instance of a newer minor version is read', () => {
  const event = { ...changed, version: '1.2.0', payload: { ...payload, mood: 'good' } };
  const entry = {
    epoch: '00000000-0000-4000-8000-000000000000',
    ...{ offset: 1, appendedAt: '2026-01-31T12:00:00.000Z', bytes: 10, event, mood: 'good' },
  };
  const message = parseRedisMessage(JSON.stringify({ origin: entry.epoch, entries: [entry] }));
  expect(message).toMatchObject({ entries: [{ offset: 1, event: { id: changed.id, version: '1.2.0' } }] });
});
