import { expect, test } from 'vitest';

import {
  type ClientRecord,
  judge,
  type PlacedEvent,
  type Records,
  type Timed,
  type Verdict,
} from '../../support/faults/verdict.ts';

const SENT_AT_MS = 1_000;
const COUNTS = ['lost', 'twice', 'swapped', 'foreign', 'holes'] as const;

const event = (offset: number, tenantId = 'acme'): PlacedEvent & Timed => ({
  tenantId,
  offset,
  id: `${tenantId}-event-${offset}`,
  atMs: SENT_AT_MS,
});
const FIVE = [1, 2, 3, 4, 5].map((offset) => event(offset));

const client = (deliveries: ClientRecord['deliveries'], init: Partial<ClientRecord> = {}): ClientRecord => ({
  name: 'client',
  tenantId: 'acme',
  after: 0,
  deliveries,
  ...init,
});
const judged = (records: Partial<Records>): Verdict =>
  judge({ log: FIVE, acknowledged: FIVE, refused: [], clients: [client(FIVE)], ...records });

/** What is not 0, of the counts of faults. */
function faultsOf(verdict: Verdict): Partial<Record<(typeof COUNTS)[number], number>> {
  return Object.fromEntries(COUNTS.flatMap((name) => (verdict[name] > 0 ? [[name, verdict[name]]] : [])));
}

test('each once and in order is no fault', () => {
  const verdict = judged({ clients: [client(FIVE), client(FIVE.slice(2), { after: 2 })] });
  expect(verdict).toMatchObject({ sent: 5, delivered: 8, faults: [] });
  expect(faultsOf(verdict)).toEqual({});
});

const broken: [string, Partial<Records>, Partial<Record<(typeof COUNTS)[number], number>>][] = [
  [
    'an event that a client is not given',
    { clients: [client(FIVE.filter(({ offset }) => offset !== 3))] },
    { lost: 1 },
  ],
  ['a last event that a client is not given', { clients: [client(FIVE.slice(0, 4))] }, { lost: 1 }],
  ['a client that is given nothing', { clients: [client([])] }, { lost: 5 }],
  ['one client of two that misses an event', { clients: [client(FIVE), client(FIVE.slice(1))] }, { lost: 1 }],
  ['an acknowledged event that is not in the log', { acknowledged: [...FIVE, event(6)] }, { lost: 1 }],
  ['an event that is given again at once', { clients: [client([...FIVE, event(5)])] }, { twice: 1 }],
  ['an event that is given again later', { clients: [client([...FIVE, event(2)])] }, { twice: 1 }],
  ['an event that a client had before it began', { clients: [client(FIVE, { after: 1 })] }, { twice: 1 }],
  [
    'two events in the wrong order',
    { clients: [client([event(1), event(3), event(2), event(4), event(5)])] },
    { swapped: 1 },
  ],
  [
    'an event of another tenant',
    { log: [...FIVE, event(1, 'globex')], clients: [client([...FIVE, event(1, 'globex')])] },
    { foreign: 1 },
  ],
  ['an event that nobody knows', { clients: [client([...FIVE, event(6)])] }, { foreign: 1 }],
  [
    'an event in the place of another',
    { clients: [client(FIVE.map((given) => (given.offset === 3 ? { ...given, id: 'another' } : given)))] },
    { foreign: 1, lost: 1 },
  ],
  ['an event that is in the log twice', { log: [...FIVE, { ...event(6), id: 'acme-event-5' }] }, { twice: 1, lost: 1 }],
  [
    'a hole in the log',
    {
      log: FIVE.filter(({ offset }) => offset !== 2),
      acknowledged: FIVE.filter(({ offset }) => offset !== 2),
      clients: [client(FIVE.filter(({ offset }) => offset !== 2))],
    },
    { holes: 1 },
  ],
  ['a refused event that is in the log', { acknowledged: FIVE.slice(1), refused: ['acme-event-1'] }, { twice: 1 }],
  [
    'an answer that names another place than the log',
    { acknowledged: [...FIVE.slice(0, 4), { ...event(5), offset: 6 }] },
    { swapped: 1 },
  ],
];

test.each(broken)('%s is found', (_, records, expected) => {
  const verdict = judged(records);
  expect(faultsOf(verdict)).toEqual(expected);
  expect(verdict.faults).not.toEqual([]);
});

test('the longest wait is that of the last client, counted from the answer to the mutation', () => {
  const late = FIVE.map((sent) => ({ ...sent, atMs: SENT_AT_MS + sent.offset * 10 }));
  expect(judged({ clients: [client(FIVE), client(late)] }).longestMs).toBe(50);
});

test('the wait for what was sent in an outage counts from its end', () => {
  const late = FIVE.map((sent) => ({ ...sent, atMs: SENT_AT_MS + 5_200 }));
  const outages = [{ fromMs: SENT_AT_MS - 1, toMs: SENT_AT_MS + 5_000 }];
  expect(judged({ clients: [client(late)], outages }).longestMs).toBe(200);
  expect(judged({ clients: [client(late)], outages: [{ fromMs: 0, toMs: 500 }] }).longestMs).toBe(5_200);
});
