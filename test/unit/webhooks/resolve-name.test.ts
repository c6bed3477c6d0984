import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createResolveName } from '../../../src/webhooks/resolve-name.ts';

const A = 1;
const AAAA = 28;
/** What the name server knows: for each name and type its addresses in bytes. */
const ZONE: Record<string, Record<number, number[][]>> = {
  'both.example': {
    [A]: [
      [93, 184, 216, 34],
      [10, 0, 0, 1],
    ],
    [AAAA]: [[0x20, 0x01, ...Array<number>(13).fill(0), 1]],
  },
  'four.example': { [A]: [[93, 184, 216, 34]] },
  'empty.example': {},
};

/** A name server that answers what the zone says, NXDOMAIN for other names, and for silent.example nothing. */
function answer(query: Buffer): Buffer | undefined {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  const name = labels.join('.');
  if (name === 'silent.example') return undefined;
  const type = query.readUInt16BE(at + 1);
  const addresses = ZONE[name]?.[type] ?? [];
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(ZONE[name] ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  const records = addresses.map((bytes) =>
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]),
  );
  return Buffer.concat([header, query.subarray(12, at + 5), ...records]);
}

let socket: Socket;
let resolveName: ReturnType<typeof createResolveName>;
beforeAll(async () => {
  socket = createSocket('udp4', (query, { port, address }) => {
    const message = answer(query);
    if (message) socket.send(message, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  resolveName = createResolveName([`127.0.0.1:${socket.address().port}`]);
});
afterAll(() => {
  socket.close();
});
const never = new AbortController().signal;

test('a name gives all its addresses, of both families, so that each can be checked', async () => {
  expect(await resolveName('both.example', never)).toEqual(['93.184.216.34', '10.0.0.1', '2001::1']);
  expect(await resolveName('four.example', never)).toEqual(['93.184.216.34']);
});

test('a name without addresses, and one that nobody knows, are rejected', async () => {
  await expect(resolveName('empty.example', never)).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolveName('unknown.example', never)).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('a name server that is silent can be called off', async () => {
  const started = performance.now();
  await expect(resolveName('silent.example', AbortSignal.timeout(200))).rejects.toMatchObject({ code: 'ECANCELLED' });
  expect(performance.now() - started).toBeLessThan(1_900);
});

test.each(['localhost', 'api.localhost', 'localhost.'])(
  '%s is this machine, whatever a name server says',
  async (name) => {
    expect(await resolveName(name, never)).toEqual(['127.0.0.1', '::1']);
  },
);
