/*
 * The floor: what ws and a socket cost, and nothing else. Speaks as much of graphql-transport-ws as the load client
 * does. Each message from Redis becomes one ready frame for each id, which is written to every socket that subscribed
 * with it. No operations, no validation, no order, no limits, no resumption.
 */
import { createServer } from 'node:http';

import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';

const { REDIS_URL = '', CHANNEL = '' } = process.env;

/** Sockets by the id of their operation. */
const audience = new Map();

const server = createServer();
const sockets = new WebSocketServer({ server, path: '/graphql', handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket, { socket: stream }) => {
  socket.on('message', (data) => {
    const { type, id } = JSON.parse(data);
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    else if (type === 'ping') socket.send('{"type":"pong"}');
    else if (type === 'subscribe') {
      if (!audience.has(id)) audience.set(id, new Set());
      audience.get(id).add(stream);
      socket.once('close', () => audience.get(id).delete(stream));
    }
  });
});

const subscriber = new Redis(REDIS_URL);
await subscriber.subscribe(CHANNEL);
subscriber.on('message', (_, message) => {
  const profileCompleted = JSON.parse(message);
  for (const [id, streams] of audience) {
    const frame = frameOf(JSON.stringify({ id, type: 'next', payload: { data: { profileCompleted } } }));
    for (const stream of streams) stream.write(frame);
  }
});

/** A text frame of a server, of less than 64 KiB. */
function frameOf(text) {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (body.length >= 126) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

server.listen(0, '127.0.0.1', 4096, () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
