import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';

import { createAnswerSize } from '../../../src/schema/kit/answer-size.ts';
import { createMaskError } from '../../../src/server/graphql/mask-error.ts';
import { MessageConnection } from '../../../src/server/operations/message-connection.ts';
import { createSocketProtocol } from '../../../src/server/operations/socket-protocol.ts';
import { viewerOf } from '../../support/server/viewer.ts';

interface Sent {
  type: string;
  id?: string;
  payload?: { data?: Record<string, unknown>; errors?: { extensions: { code: string } }[] };
}

/** Streams that are opened when the test says so, and what became of them. */
interface Opening {
  open(): void;
  emit(value: number): void;
  isEnded: boolean;
}

let openings: Opening[];
let answers: (() => void)[];
let sent: Sent[];
let closes: { code: number | undefined; reason: string | undefined }[];
let logged: unknown[];
let isBroken: boolean;
let connection: MessageConnection;
let receive: (message: object) => void;

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      slow: {
        type: GraphQLString,
        resolve: () =>
          new Promise((resolve) =>
            answers.push(() => {
              resolve('done');
            }),
          ),
      },
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      count: { type: GraphQLInt, resolve: (value: number) => value, subscribe: () => openStream() },
      slowly: {
        type: GraphQLInt,
        resolve: (value: number) =>
          new Promise((resolve) =>
            answers.push(() => {
              resolve(value);
            }),
          ),
        subscribe: () => openStream(),
      },
      broken: {
        type: GraphQLInt,
        subscribe: () => {
          throw new TypeError('a fault of ours');
        },
      },
    },
  }),
});

class TestConnection extends MessageConnection {
  readonly protocol = 'graphql-transport-ws';
  readonly isOpen = true;
  send(text: string): Promise<void> {
    sent.push(JSON.parse(text) as Sent);
    return Promise.resolve();
  }
  close(code?: number, reason?: string): void {
    closes.push({ code, reason });
  }
  sendBatch = () => undefined;
  flush = () => undefined;
  untilReady = () => undefined;
  acknowledged = () => undefined;
}

function openStream(): Promise<AsyncIterableIterator<number>> {
  const done = { value: undefined, done: true } as const;
  const waiting: ((result: IteratorResult<number, undefined>) => void)[] = [];
  const values: number[] = [];
  return new Promise((resolve) => {
    const opening: Opening = {
      isEnded: false,
      emit(value) {
        const take = waiting.shift();
        if (take) take({ value, done: false });
        else values.push(value);
      },
      open() {
        resolve(stream);
      },
    };
    const stream: AsyncIterableIterator<number> = {
      next() {
        const value = values.shift();
        if (opening.isEnded) return Promise.resolve(done);
        if (value !== undefined) return Promise.resolve({ value, done: false });
        return new Promise((take) => waiting.push(take));
      },
      return() {
        opening.isEnded = true;
        for (const take of waiting) take(done);
        return Promise.resolve(done);
      },
      [Symbol.asyncIterator]: () => stream,
    };
    openings.push(opening);
  });
}

/** All that is due by now has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const COUNT = { query: 'subscription { count }' };
const subscribe = (id: string, payload: object = COUNT) => {
  receive({ type: 'subscribe', id, payload });
};
const complete = (id: string) => {
  receive({ type: 'complete', id });
};
const ofOperation = (id: string) =>
  sent.filter((message) => message.id === id).map(({ type, payload }) => [type, payload?.data]);

beforeEach(async () => {
  [openings, answers, sent, closes, logged] = [[], [], [], [], []];
  isBroken = false;
  const log = (...line: unknown[]) => void logged.push(line);
  const logger = { info: log, warn: log, error: log };
  const protocol = createSocketProtocol({
    schema,
    contextFor: () => {
      if (isBroken) throw new TypeError('a fault of ours');
      return { answer: createAnswerSize(10_000) };
    },
    authenticate: () => Promise.resolve(viewerOf()),
    maskError: createMaskError(logger),
    logger,
  });
  connection = new TestConnection();
  protocol.opened(connection);
  receive = (message) => {
    protocol.receive(connection, JSON.stringify(message));
  };
  receive({ type: 'connection_init' });
  await settled();
  expect(sent.splice(0)).toEqual([{ type: 'connection_ack' }]);
});

/** The connection holds nothing any more. */
function expectNothingLeft(): void {
  const { operations, runningCount, executions } = connection;
  expect([operations.size, runningCount, executions?.size ?? 0]).toEqual([0, 0, 0]);
  expect(openings.every(({ isEnded }) => isEnded)).toBe(true);
}

describe('an id is free after complete:', () => {
  test('subscribed, completed and subscribed in one burst, the second runs and the first ends when it opens', async () => {
    subscribe('1');
    complete('1');
    subscribe('1');
    await settled();
    expect(openings).toHaveLength(2);
    openings[0]?.open();
    openings[1]?.open();
    await settled();
    expect(openings.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    openings[0]?.emit(1);
    openings[1]?.emit(2);
    await settled();
    expect(ofOperation('1')).toEqual([['next', { count: 2 }]]);
    complete('1');
    await settled();
    expect(ofOperation('1')).toHaveLength(1);
    expect(closes).toEqual([]);
    expectNothingLeft();
  });

  test('a second does not wait until the first has opened', async () => {
    subscribe('1');
    complete('1');
    subscribe('1');
    await settled();
    openings[1]?.open();
    openings[1]?.emit(2);
    await settled();
    expect(ofOperation('1')).toEqual([['next', { count: 2 }]]);
    complete('1');
    openings[0]?.open();
    await settled();
    expectNothingLeft();
  });

  test('an open stream that is completed and begun anew in one burst is told as the new one alone', async () => {
    subscribe('1');
    await settled();
    openings[0]?.open();
    await settled();
    complete('1');
    subscribe('1');
    openings[0]?.emit(1);
    await settled();
    openings[1]?.open();
    openings[1]?.emit(2);
    await settled();
    expect(ofOperation('1')).toEqual([['next', { count: 2 }]]);
    expect(openings[0]?.isEnded).toBe(true);
    complete('1');
    await settled();
    expectNothingLeft();
  });

  test('an event that is being resolved when its operation is completed is not told as one of the next', async () => {
    subscribe('1', { query: 'subscription { slowly }' });
    await settled();
    openings[0]?.open();
    openings[0]?.emit(1);
    await settled();
    complete('1');
    subscribe('1');
    for (const answer of answers) answer();
    await settled();
    openings[1]?.open();
    openings[1]?.emit(2);
    await settled();
    expect(ofOperation('1')).toEqual([['next', { count: 2 }]]);
    complete('1');
    await settled();
    expectNothingLeft();
  });

  test('a query that is completed gives its id to the next one, and its answer to nobody', async () => {
    subscribe('1', { query: '{ slow }' });
    complete('1');
    subscribe('1', { query: '{ again: slow }' });
    await settled();
    for (const answer of answers) answer();
    await settled();
    expect(ofOperation('1')).toEqual([
      ['next', { again: 'done' }],
      ['complete', undefined],
    ]);
    expectNothingLeft();
  });

  test('of many in one burst the last one runs, whatever is left of the others', async () => {
    for (let n = 0; n < 50; n++) {
      subscribe('1');
      complete('1');
    }
    subscribe('1');
    await settled();
    for (const opening of openings) opening.open();
    await settled();
    expect(openings.filter(({ isEnded }) => !isEnded)).toHaveLength(1);
    expect(openings.at(-1)?.isEnded).toBe(false);
    expect(closes).toEqual([]);
    complete('1');
    await settled();
    expectNothingLeft();
  });
});

test.each([
  ['at once', () => undefined],
  [
    'that waits for an earlier one',
    () => {
      complete('1');
    },
  ],
])('an id that is not free closes the socket with 4409: one %s', (_, before) => {
  subscribe('1');
  before();
  subscribe('1');
  if (closes.length === 0) subscribe('1');
  expect(closes).toEqual([{ code: 4409, reason: 'Subscriber for 1 already exists' }]);
});

test('what is still running counts as an operation, completed or not', async () => {
  for (let n = 0; n < 100; n++) {
    subscribe(`${n}`, { query: '{ slow }' });
    complete(`${n}`);
  }
  subscribe('more', { query: '{ slow }' });
  await settled();
  expect(sent).toMatchObject([{ type: 'error', id: 'more', payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
  for (const answer of answers) answer();
  await settled();
  expectNothingLeft();
});

describe('a subscription of which nothing is left to follow is refused alone:', () => {
  test.each([
    ['@skip', 'subscription { count @skip(if: true) }'],
    ['@include', 'subscription { count @include(if: false) }'],
    ['an inline fragment', 'subscription { ... @skip(if: true) { count } }'],
    ['what is in an inline fragment', 'subscription { ... on Subscription { count @include(if: false) } }'],
    ['a fragment', 'subscription { ...F @skip(if: true) } fragment F on Subscription { count }'],
    ['what is in a fragment', 'subscription { ...F } fragment F on Subscription { count @skip(if: true) }'],
  ])('by %s', async (_, query) => {
    subscribe('1', { query });
    await settled();
    expect(sent).toMatchObject([
      { id: '1', type: 'next', payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } },
      { id: '1', type: 'complete' },
    ]);
    expect(closes).toEqual([]);
    expect(logged).toEqual([]);
  });

  test.each([
    'subscription { count @skip(if: false) }',
    'subscription { ...F @include(if: true) } fragment F on Subscription { count }',
  ])('but not %s', async (query) => {
    subscribe('1', { query });
    await settled();
    openings[0]?.open();
    openings[0]?.emit(1);
    await settled();
    expect(ofOperation('1')).toEqual([['next', { count: 1 }]]);
  });
});

test.each([
  ['before the execution', true, COUNT],
  ['in what it calls', false, { query: 'subscription { broken }' }],
])('a fault of the server %s ends the operation that met it alone, and is logged once', async (_, broken, payload) => {
  isBroken = broken;
  subscribe('1', payload);
  await settled();
  expect(sent).toMatchObject([
    { id: '1', type: 'next', payload: { errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } },
    { id: '1', type: 'complete' },
  ]);
  expect(closes).toEqual([]);
  expect(logged).toHaveLength(1);
  expectNothingLeft();
});
