import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createFeed, type Feed } from '../../../src/events/live/feed.ts';
import { createMemoryTransport, type MemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { createAnswerSize } from '../../../src/schema/kit/answer-size.ts';
import { createMaskError } from '../../../src/server/graphql/mask-error.ts';
import { createGraphQLSse, type GraphQLSse } from '../../../src/server/sse/graphql-sse.ts';
import { refreshed } from '../../support/events/events.ts';
import { createMemoryLog, type MemoryLog } from '../../support/events/memory-log.ts';
import { viewerOf } from '../../support/server/viewer.ts';
import { until } from '../../support/until.ts';

let log: MemoryLog;
let transport: MemoryTransport;
let feed: Feed;
let http: Server;
let sse: GraphQLSse;
let resolved: number;
let warned: string[];
let answer: (() => void) | undefined;

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      slow: {
        type: GraphQLString,
        resolve: () =>
          new Promise(
            (resolve) =>
              (answer = () => {
                resolve('done');
              }),
          ),
      },
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      events: {
        type: GraphQLInt,
        args: { after: { type: GraphQLString } },
        subscribe: (_, { after }: { after?: string }) => feed.open({ tenantId: viewerOf().tenantId, after }),
        resolve({ offset }: { offset: number }) {
          resolved++;
          return offset;
        },
      },
      large: {
        type: GraphQLString,
        subscribe: () => ({
          [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ value: 1, done: false }) }),
        }),
        resolve: () => 'x'.repeat(100_000),
      },
    },
  }),
});

beforeEach(() => {
  [resolved, warned, answer] = [0, [], undefined];
  log = createMemoryLog();
  transport = createMemoryTransport(fail);
  feed = createFeed({ log, transport, checkIntervalMs: 60_000, onError: fail });
});
afterEach(async () => {
  http.close().closeAllConnections();
  await feed[Symbol.asyncDispose]();
});

function fail(error: unknown): never {
  throw error;
}

/** A server that responds with the results of whatever stands in the path. */
async function serve(beatMs: number): Promise<void> {
  const logger = {
    info: () => undefined,
    error: () => undefined,
    warn: (_: object, text: string) => void warned.push(text),
  };
  sse = createGraphQLSse(
    { schema, contextFor: () => ({ answer: createAnswerSize(200_000) }), maskError: createMaskError(logger), logger },
    { maxStreams: 10, beatMs },
  );
  http = createServer(({ url = '/' }, response) => {
    const request = { document: parse(decodeURIComponent(url.slice(1))), bookmarks: false };
    if (!sse.respond(response, viewerOf(), request)) response.writeHead(503).end();
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
}

async function open(
  query: string,
): Promise<{ response: IncomingMessage; text: () => string; hasEnded: () => boolean }> {
  const { port } = http.address() as AddressInfo;
  const [response] = (await once(get({ port, path: `/${encodeURIComponent(query)}` }), 'response')) as [
    IncomingMessage,
  ];
  let text = '';
  response.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
  return { response, text: () => text, hasEnded: () => response.closed || response.readableEnded };
}

function append(): void {
  transport.publish(log.append(refreshed({ tenantId: viewerOf().tenantId })));
}

test('equal subscriptions are executed once for all, and get the same', async () => {
  await serve(60_000);
  const streams = await Promise.all(Array.from({ length: 5 }, () => open('subscription { events }')));
  await until('all', () => feed.readerCount() === 5);
  for (let count = 0; count < 3; count++) append();
  const results = (text: string) => [...text.matchAll(/"events":(\d+)/g)].map(([, offset]) => Number(offset));
  await until('the events', () => streams.every(({ text }) => results(text()).length === 3));
  for (const { text } of streams) expect(results(text())).toEqual([1, 2, 3]);
  expect(resolved).toBe(3);
});

test('a silent stream gets comments, so that nobody takes it for dead', async () => {
  await serve(20);
  const stream = await open('subscription { events }');
  await until(
    'three comments',
    () =>
      stream
        .text()
        .split('\n\n')
        .filter((block) => block === ':').length >= 3,
  );
  expect(stream.hasEnded()).toBe(false);
  stream.response.destroy();
  await until('the end', () => sse.streamCount() === 0 && feed.readerCount() === 0);
});

test('a client that takes nothing from one comment to the next is cut off, and no more than a little waits for it', async () => {
  await serve(300);
  const stream = await open('subscription { large }');
  stream.response.pause();
  await until('the verdict', () => warned.length > 0);
  expect(warned).toEqual(['client too slow']);
  stream.response.resume();
  await until('the end', () => stream.hasEnded());
  expect(stream.text()).toMatch(/"code":"RATE_LIMITED"}}\]}\n\n$/);
});

test('when it closes, subscriptions end without being complete, and a running query is answered first', async () => {
  await serve(60_000);
  const [stream, query] = await Promise.all([open('subscription { events }'), open('{ slow }')]);
  await until('both', () => feed.readerCount() === 1 && answer !== undefined);
  const closing = sse.close(10_000);
  await until('the end of the subscription', () => stream.hasEnded());
  expect(stream.text()).not.toContain('event: ');
  expect(query.hasEnded()).toBe(false);
  answer?.();
  await closing;
  await until('the end of the query', () => query.hasEnded());
  expect(query.text()).toMatch(/event: next\ndata: {"data":{"slow":"done"}}\n\nevent: complete\ndata: \n\n$/);
  expect((await open('{ slow }')).response.statusCode).toBe(503);
});
