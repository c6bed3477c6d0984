/*
 * The load client for queries: keep-alive connections on plain sockets, each with one request at a time. The request is
 * made once; of a response it reads the head, and counts the bytes of the body.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { answer } from '../processes/answer.ts';
import { quantile } from '../run/quantile.ts';
import type { Answered, Load } from './load.ts';

const END_OF_HEAD = '\r\n\r\n';

interface Client {
  /** Resolves to the body of the first response. */
  first: Promise<string>;
  /** Sends nothing more. */
  stop: () => void;
}

function openClient({ port, request, onAnswer }: { port: number; request: Buffer; onAnswer: (ms: number) => void }) {
  return new Promise<Client>((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let head: Buffer | undefined;
    let body: Buffer[] | undefined = [];
    let missing = 0;
    let sentAtMs = 0;
    let resolveFirst: (text: string) => void = () => undefined;
    const first = new Promise<string>((resolveBody) => {
      resolveFirst = resolveBody;
    });
    const send = () => {
      sentAtMs = performance.now();
      socket.write(request);
    };
    const take = (chunk: Buffer) => {
      body?.push(chunk);
      missing -= chunk.length;
      if (missing > 0) return;
      if (body) resolveFirst(Buffer.concat(body).toString());
      body = undefined;
      onAnswer(performance.now() - sentAtMs);
      if (!socket.destroyed) send();
    };
    socket.on('data', (chunk) => {
      if (missing > 0) {
        take(chunk);
        return;
      }
      head = head ? Buffer.concat([head, chunk]) : chunk;
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      const text = head.toString('latin1', 0, end);
      const rest = head.subarray(end + END_OF_HEAD.length);
      head = undefined;
      missing = lengthIn(text);
      take(rest);
    });
    socket.on('error', reject);
    socket.once('connect', () => {
      send();
      resolve({ first, stop: () => socket.destroy() });
    });
  });
}

/** @throws Error if the response is none of success with a length */
function lengthIn(head: string): number {
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) throw new Error(`an unexpected response: ${head}`);
  return Number(length);
}

async function run({ port, body, authorization, connections, warmUpMs, durationMs }: Load): Promise<Answered> {
  const request = Buffer.from(
    [
      'POST /graphql HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      'content-type: application/json',
      `authorization: ${authorization}`,
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
  let timesMs: number[] = [];
  const onAnswer = (ms: number) => {
    timesMs.push(ms);
  };
  const clients = await Promise.all(Array.from({ length: connections }, () => openClient({ port, request, onAnswer })));
  const [first] = await Promise.all(clients.map((client) => client.first));
  await sleep(warmUpMs);
  timesMs = [];
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  await sleep(durationMs);
  const counted = timesMs;
  timesMs = [];
  const elapsedMs = performance.now() - startedAtMs;
  const { user, system } = process.cpuUsage(before);
  for (const { stop } of clients) stop();
  return {
    requests: counted.length,
    durationMs: elapsedMs,
    p50Ms: quantile(counted, 0.5),
    p99Ms: quantile(counted, 0.99),
    body: first ?? '',
    busy: (user + system) / 1_000 / elapsedMs,
  };
}

answer(run);
