/*
 * Emits events in a process of its own, so that the server under test hears of them through Redis, and their making is
 * not counted. For every contender, an event is appended to the same log in the same kind of transaction; only the
 * announcement differs: ours through our own transport, that of a peer as JSON on the channel CHANNEL.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';

import { openStore } from '../../src/compose/open-store.ts';
import { openTransport } from '../../src/compose/open-transport.ts';
import { loadConfig } from '../../src/config.ts';
import type { LoggedEvent } from '../../src/events/log/log.ts';
import { createUnitOfWork } from '../../src/store/unit-of-work.ts';
import { answer } from '../processes/answer.ts';
import { nowMicros } from '../processes/now-micros.ts';
import type { Emission, Emitted } from './emission.ts';
import { peerMessage } from './peer-message.ts';
import { profileEvent } from './profile-event.ts';

const { REDIS_URL = '', CHANNEL } = process.env;
const logger = { info: () => undefined, warn: console.error, error: console.error };
const config = loadConfig(process.env);
const { database } = await openStore(config, { logger });

type Publish = (entries: readonly LoggedEvent[]) => void;

async function openOurs(): Promise<Publish> {
  const { transport, isConnected } = await openTransport(config, { database, logger });
  while (isConnected?.() === false) await sleep(10);
  return (entries) => {
    transport.publish(entries);
  };
}

async function openPeer(channel: string): Promise<Publish> {
  const redis = new Redis(REDIS_URL);
  await redis.ping();
  return (entries) => {
    // Without awaiting one before the next: they leave in one go.
    for (const entry of entries) void redis.publish(channel, peerMessage(entry));
  };
}

const publish = await (CHANNEL === undefined ? openOurs() : openPeer(CHANNEL));
let announcedAtMicros: number[] = [];
const unitOfWork = createUnitOfWork({
  database,
  // Nobody reacts to the events durably: what that costs is not the matter here.
  jobsOf: () => [],
  queue: { insert: () => Promise.resolve(), wake: () => undefined },
  transport: {
    publish(entries) {
      const atMicros = nowMicros();
      publish(entries);
      for (const _ of entries) announcedAtMicros.push(atMicros);
    },
    signalChange: () => undefined,
  },
});

/** Numbers all events of this process. */
let count = 0;

async function emit({ events, perSecond, perTransaction = 1, canonicalKey, padding }: Emission): Promise<Emitted> {
  const first = count + 1;
  announcedAtMicros = [];
  let cursor = '';
  const startedAtMicros = nowMicros();
  for (let done = 0; done < events; done += perTransaction) {
    if (perSecond !== undefined) {
      await sleep(Math.max(0, (startedAtMicros + (done / perSecond) * 1e6 - nowMicros()) / 1_000));
    }
    const batch = Math.min(perTransaction, events - done);
    const { entries } = await unitOfWork.commit((tx) => {
      for (let each = 0; each < batch; each++) {
        tx.emit(profileEvent({ number: ++count, canonicalKey, padding }));
      }
      return Promise.resolve();
    });
    cursor = entries.at(-1)?.cursor ?? cursor;
  }
  return { first, announcedAtMicros, cursor };
}

answer(emit);
