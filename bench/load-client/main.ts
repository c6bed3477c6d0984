/*
 * The load client: thousands of WebSockets in one process, as lean as it can be, so that it is not what is measured. It
 * writes the protocol by hand, counts frames by their headers, and looks into the events of every 16th socket only.
 */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { answer } from '../processes/answer.ts';
import { nowMicros } from '../processes/now-micros.ts';
import type { Command, Opened, Opening, Received, Wait } from './command.ts';
import { DOCUMENT, keyOf } from './document.ts';
import { textFrame } from './frames.ts';
import { openLoadSocket } from './load-socket.ts';
import { createTally } from './tally.ts';

const LOOK_MS = 5;
/** Of all the sockets of a server, those that have not sent a token are few. */
const CONCURRENCY = 100;

const tally = createTally();
const sockets: Socket[] = [];

async function open(opening: Opening): Promise<Opened> {
  const { port, sockets: wanted, operations = 1, keys, after, concurrency = CONCURRENCY } = opening;
  const ids = Array.from({ length: operations }, (_, each) => `s${`${each}`.padStart(3, '0')}`);
  const subscribing = (index: number): Buffer => {
    const filter = keys === undefined ? undefined : { canonicalKeys: [keyOf(index % keys)] };
    const payload = { query: DOCUMENT, variables: { filter, after } };
    return Buffer.concat(ids.map((id) => textFrame({ id, type: 'subscribe', payload })));
  };
  // The same for nearly all sockets, and made once for them.
  const shared = keys === undefined ? subscribing(0) : undefined;
  const startedAtMicros = nowMicros();
  let left = wanted;
  async function work(): Promise<void> {
    while (left > 0) {
      left--;
      sockets.push(await openLoadSocket({ port, tally, subscribing: (index) => shared ?? subscribing(index) }));
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return { startedAtMicros, endedAtMicros: nowMicros() };
}

async function wait({ messages, sockets: wanted = 0, quietMs }: Wait): Promise<Received> {
  const startedAtMs = performance.now();
  const isQuiet = () => performance.now() - startedAtMs > quietMs && !(tally.sinceLastMs() < quietMs);
  const isDone = () => tally.messages() >= messages && tally.reached() >= wanted;
  while (!isDone() && !isQuiet()) await sleep(LOOK_MS);
  return tally.received();
}

answer((command: Command) => {
  switch (command.kind) {
    case 'open':
      return open(command);
    case 'wait':
      return wait(command);
    case 'reset':
      tally.reset(command.threshold);
      return undefined;
    case 'pause':
      for (const socket of sockets.slice(0, command.sockets)) socket.pause();
      return undefined;
  }
});
