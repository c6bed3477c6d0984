import { randomUUID } from 'node:crypto';

import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis, type RedisOptions } from 'ioredis';
import * as z from 'zod';

import { inTime } from '../../in-time.ts';
import { eventSchema } from '../schemas/catalogue.ts';
import { timestampSchema } from '../schemas/vocabulary.ts';
import { encodeCursor } from './cursor.ts';
import { factsOf } from './event-filter.ts';
import type { LoggedEvent } from './log.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { CHANGE_TOPICS, type ChangeSignal, type Transport } from './transport.ts';

export interface RedisTransport extends Transport {
  /** Whether the instances hear one another at this moment. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export interface RedisTransportParts {
  url: string;
  /** Names the channel: two stores on one Redis never hear each other. */
  storeId: string;
  /** How often the connections are asked for a sign of life. Default: 2 s. */
  heartbeatMs?: number;
  /** Without an answer to a PING for so long a connection is dead, whatever it says of itself. Default: 2 s. */
  deadlineMs?: number;
  /** Told when the bell begins or ceases to ring, and once when it cannot begin; with the last error of a connection. */
  onChange: (isConnected: boolean, lastError: Error | undefined) => void;
  /** Told of a listener that failed, of a message that cannot be read, and of a SUBSCRIBE that Redis refused. */
  onError: (error: unknown) => void;
}

const MAX_RETRY_MS = 1_000;
/** Messages that Redis has not acknowledged; beyond them the log alone carries the news. */
const MAX_UNANSWERED = 1_000;
/** Events or nudges of one message: a large transaction is several. */
const MAX_BATCH = 100;
/** A nudge that names more actors than this is one for everybody. */
const MAX_ACTORS = 100;

const CONNECTION: RedisOptions = {
  keepAlive: 10_000,
  connectTimeout: 5_000,
  retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, MAX_RETRY_MS),
};

/** Names the instance that published a message. */
const originSchema = z.uuid();
const entriesSchema = z.strictObject({
  origin: originSchema,
  entries: z.array(
    z.strictObject({
      epoch: z.uuid(),
      offset: z.int().positive(),
      appendedAt: timestampSchema,
      bytes: z.int().positive(),
      event: eventSchema,
    }),
  ),
});
const signalsSchema = z.strictObject({
  origin: originSchema,
  nudges: z.array(
    z.strictObject({ tenantId: z.string(), topic: z.enum(CHANGE_TOPICS), actorIds: z.array(z.string()).optional() }),
  ),
});
const messageSchema = z.union([entriesSchema, signalsSchema]);
type Message = z.infer<typeof messageSchema>;
type Entry = z.infer<typeof entriesSchema>['entries'][number];

/**
 * The bell between instances, on one Redis channel. Listeners hear of events that are published here at once, and of
 * those of other instances through Redis. While Redis is away nothing waits for it and nothing is kept for it; when it
 * is back, listeners are told of the gap.
 */
export function createRedisTransport(parts: RedisTransportParts): RedisTransport {
  const { url, storeId, heartbeatMs = 2_000, deadlineMs = 2_000, onChange, onError } = parts;
  const origin = randomUUID();
  const channel = `metadata-governance:${storeId}:events`;
  const local = createMemoryTransport(onError);

  // A command that was not answered is not sent again after a reconnect: it may have been carried out.
  const publisher = new Redis(url, {
    ...CONNECTION,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  // Subscribing is done below at every connection, so that its failure is somebody's.
  const subscriber = new Redis(url, { ...CONNECTION, maxRetriesPerRequest: null, autoResubscribe: false });
  const pubSub = new RedisPubSub({
    publisher,
    subscriber,
    serializer: (message: string) => message,
    // The library would hand on what is no JSON as a bare string: all messages are parsed here instead.
    deserializer: (source) => source.toString(),
  });

  let subscribed = false;
  let registered: Promise<unknown> | undefined;
  let unanswered = 0;
  let reportedConnected: boolean | undefined;
  let lastError: Error | undefined;
  let closed = false;

  const isConnected = () => subscribed && publisher.status === 'ready';

  function say(connected: boolean): void {
    if (closed || connected === reportedConnected) return;
    reportedConnected = connected;
    onChange(connected, lastError);
    lastError = undefined;
  }

  /** Both connections are needed: the first of them to be ready changes nothing yet. */
  function noteReady(): void {
    if (isConnected()) say(true);
  }

  function noteAway(): void {
    say(false);
  }

  function receive(text: string): void {
    let message: Message;
    try {
      message = messageSchema.parse(JSON.parse(text));
    } catch (error) {
      // Of a newer version, perhaps. The store has it, readable or not.
      onError(new Error('a message on the Redis channel cannot be read', { cause: error }));
      local.reportGap();
      return;
    }
    if (message.origin === origin) return;
    if ('entries' in message) local.publish(message.entries.map(toEntry));
    else local.signalChange(message.nudges);
  }

  /** To the other instances, where that costs nothing. */
  function send(message: Message): void {
    if (publisher.status !== 'ready' || unanswered >= MAX_UNANSWERED) return;
    unanswered++;
    pubSub
      .publish(channel, JSON.stringify(message))
      // The connection went away, and the change was noted: the other instances look for themselves.
      .catch(() => undefined)
      .finally(() => unanswered--);
  }

  /**
   * Redis is asked directly first, where a refusal can be caught: one inside the library would reject a promise that
   * nobody holds, and end the process. What the library then asks is known to be granted.
   */
  async function subscribe(): Promise<void> {
    await subscriber.subscribe(channel);
    registered ??= pubSub.subscribe(channel, receive);
    await registered;
    subscribed = true;
    noteReady();
    local.reportGap();
  }

  function trySubscribe(): void {
    subscribe().catch(onError);
  }

  publisher.on('ready', noteReady);
  publisher.on('close', noteAway);
  subscriber.on('ready', trySubscribe);
  subscriber.on('close', () => {
    subscribed = false;
    noteAway();
  });
  // Each failed attempt to connect says so here; that the bell does not ring is said once, by onChange.
  for (const connection of [publisher, subscriber]) {
    connection.on('error', (error) => (lastError = error));
    dropIfNeverReady(connection, deadlineMs);
  }

  const heartbeat = setInterval(() => {
    for (const connection of [publisher, subscriber])
      if (connection.status === 'ready') void check(connection, deadlineMs);
    if (subscriber.status === 'ready' && !subscribed) trySubscribe();
  }, heartbeatMs).unref();

  return {
    publish(entries) {
      local.publish(entries);
      for (let start = 0; start < entries.length; start += MAX_BATCH) {
        const batch = entries.slice(start, start + MAX_BATCH).map(({ epoch, offset, appendedAt, bytes, event }) => {
          return { epoch, offset, appendedAt: appendedAt.toISOString(), bytes, event };
        });
        send({ origin, entries: batch });
      }
    },
    signalChange(signals) {
      local.signalChange(signals);
      for (let start = 0; start < signals.length; start += MAX_BATCH) {
        send({ origin, nudges: signals.slice(start, start + MAX_BATCH).map(toMessage) });
      }
    },
    listen: (listener) => local.listen(listener),
    isConnected,
    async close() {
      closed = true;
      clearInterval(heartbeat);
      subscriber.off('ready', trySubscribe);
      // The library's own SUBSCRIBE must not be cut off half-way, for the reason above.
      if (registered) await inTime(registered, deadlineMs, () => undefined);
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

/**
 * ioredis bounds the time until a connection is made, and not the wait for its first answer: one that is made and then
 * says nothing would be waited for until its other end broke it.
 */
function dropIfNeverReady(connection: Redis, deadlineMs: number): void {
  let late: NodeJS.Timeout | undefined;
  connection.on('connect', () => {
    late = setTimeout(() => {
      connection.disconnect(true);
    }, deadlineMs).unref();
  });
  for (const event of ['ready', 'close']) {
    connection.on(event, () => {
      clearTimeout(late);
    });
  }
}

/** A half-open connection stays `ready` for ever: one that does not answer in time is opened anew. */
async function check(connection: Redis, deadlineMs: number): Promise<void> {
  // A PING that fails does so because its connection went away, which reconnects by itself.
  const answer = connection.ping().catch(() => 'gone');
  await inTime(answer, deadlineMs, () => {
    connection.disconnect(true);
  });
}

function toMessage({ tenantId, topic, actorIds }: ChangeSignal) {
  return { tenantId, topic, ...(actorIds && actorIds.length <= MAX_ACTORS && { actorIds: [...actorIds] }) };
}

function toEntry({ epoch, offset, appendedAt, bytes, event }: Entry): LoggedEvent {
  return {
    tenantId: event.tenantId,
    epoch,
    offset,
    cursor: encodeCursor({ epoch, offset }),
    event,
    facts: factsOf(event),
    appendedAt: new Date(appendedAt),
    bytes,
  };
}
