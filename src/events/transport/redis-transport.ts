import { randomUUID } from 'node:crypto';

import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis, type RedisOptions } from 'ioredis';

import { inTime } from '../../in-time.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { checkConnection, dropIfNeverReady } from './redis-liveness.ts';
import {
  type JobsMessage,
  parseJobsMessage,
  parseRedisMessage,
  type RedisMessage,
  toEntryMessage,
  toLoggedEvent,
  toSignalMessage,
} from './redis-message.ts';
import type { Transport } from './transport.ts';

export interface RedisTransport extends Transport {
  /** Whether both connections to Redis work at this moment. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export interface RedisTransportParts {
  url: string;
  /** Names the channel: two stores that share a Redis never receive each other's messages. */
  storeId: string;
  /** How often the connections are checked with a PING. Default: 2 s. */
  heartbeatMs?: number;
  /** A connection that does not answer a PING for this long is dead, whatever its state says. Default: 2 s. */
  deadlineMs?: number;
  /**
   * Called when Redis is connected or disconnected, and once if the first connection fails; with the last connection
   * error.
   */
  onChange: (isConnected: boolean, lastError: Error | undefined) => void;
  /** Called when a listener failed, a message could not be read, or Redis refused a SUBSCRIBE. */
  onError: (error: unknown) => void;
}

const MAX_RETRY_MS = 1_000;
/** Unacknowledged messages; beyond this number, other instances learn of changes from the store alone. */
const MAX_UNANSWERED = 1_000;
/** Events or signals in one message: a large transaction needs several. */
const MAX_BATCH = 100;

const CONNECTION: RedisOptions = {
  keepAlive: 10_000,
  connectTimeout: 5_000,
  retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, MAX_RETRY_MS),
};

/**
 * The transport between instances, on two Redis channels. Listeners receive what is published here at once, and what
 * other instances publish through Redis. While Redis is down, nothing waits for it and nothing is queued for it; when
 * it is back, listeners are informed of the gap.
 */
export function createRedisTransport(parts: RedisTransportParts): RedisTransport {
  const { url, storeId, heartbeatMs = 2_000, deadlineMs = 2_000, onChange, onError } = parts;
  const origin = randomUUID();
  const channel = `metadata-governance:${storeId}:events`;
  const jobsChannel = `metadata-governance:${storeId}:jobs`;
  const local = createMemoryTransport(onError);

  // A command without a response is not repeated after a reconnect: it may have been executed.
  const publisher = new Redis(url, {
    ...CONNECTION,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  // Subscribing is done below at every connection, where its failure is handled.
  const subscriber = new Redis(url, { ...CONNECTION, maxRetriesPerRequest: null, autoResubscribe: false });
  const pubSub = new RedisPubSub({
    publisher,
    subscriber,
    serializer: (message: string) => message,
    // The library would pass invalid JSON on as a bare string, so all messages are parsed here instead.
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

  /** Both connections are needed: when the first becomes ready, nothing changes yet. */
  function noteReady(): void {
    if (isConnected()) say(true);
  }

  function noteAway(): void {
    say(false);
  }

  function receive(text: string): void {
    let message: RedisMessage;
    try {
      message = parseRedisMessage(text);
    } catch (error) {
      // Perhaps of a newer version. The store has the state, whether or not this message can be read.
      onError(new Error('a message on the Redis channel cannot be read', { cause: error }));
      local.reportGap();
      return;
    }
    if (message.origin === origin) return;
    if ('entries' in message) local.publish(message.entries.map(toLoggedEvent));
    else local.signalChange(message.nudges);
  }

  function receiveJobs(text: string): void {
    try {
      const { origin: sender, queues } = parseJobsMessage(text);
      if (sender !== origin) local.announceJobs(queues);
    } catch (error) {
      // Nothing is lost: every instance looks for jobs by itself.
      onError(new Error('a message about jobs on the Redis channel cannot be read', { cause: error }));
    }
  }

  /** Sends to the other instances, unless that would make this one wait. */
  function send(message: RedisMessage | JobsMessage, to = channel): void {
    if (publisher.status !== 'ready' || unanswered >= MAX_UNANSWERED) return;
    unanswered++;
    pubSub
      .publish(to, JSON.stringify(message))
      // The connection broke, and that was noted: the other instances check by themselves.
      .catch(() => undefined)
      .finally(() => unanswered--);
  }

  /**
   * Subscribes directly first, so that a refusal can be caught: inside the library, it would reject a promise that
   * nobody handles, and end the process. What the library then subscribes to is known to be allowed.
   */
  async function subscribe(): Promise<void> {
    await subscriber.subscribe(channel, jobsChannel);
    registered ??= Promise.all([pubSub.subscribe(channel, receive), pubSub.subscribe(jobsChannel, receiveJobs)]);
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
  // Each failed connection attempt reports an error here; onChange reports once that Redis is not connected.
  for (const connection of [publisher, subscriber]) {
    connection.on('error', (error) => (lastError = error));
    dropIfNeverReady(connection, deadlineMs);
  }

  const heartbeat = setInterval(() => {
    for (const connection of [publisher, subscriber])
      if (connection.status === 'ready') void checkConnection(connection, deadlineMs);
    if (subscriber.status === 'ready' && !subscribed) trySubscribe();
  }, heartbeatMs).unref();

  return {
    publish(entries) {
      local.publish(entries);
      for (let start = 0; start < entries.length; start += MAX_BATCH) {
        send({ origin, entries: entries.slice(start, start + MAX_BATCH).map(toEntryMessage) });
      }
    },
    signalChange(signals) {
      local.signalChange(signals);
      for (let start = 0; start < signals.length; start += MAX_BATCH) {
        send({ origin, nudges: signals.slice(start, start + MAX_BATCH).map(toSignalMessage) });
      }
    },
    announceJobs(queues) {
      send({ origin, queues: [...queues] }, jobsChannel);
    },
    listen: (listener) => local.listen(listener),
    isConnected,
    async close() {
      closed = true;
      clearInterval(heartbeat);
      subscriber.off('ready', trySubscribe);
      // The library's own SUBSCRIBE must not be interrupted, for the reason above.
      if (registered) await inTime(registered, deadlineMs, () => undefined);
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
