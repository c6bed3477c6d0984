import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import { type CloudEvent, HTTP } from 'cloudevents';
import { generate } from 'selfsigned';

/** A request as the receiver got it. */
export interface Received {
  headers: Record<string, string>;
  path: string;
  body: string;
  /** Parsed by the SDK. */
  event: CloudEvent<Record<string, unknown>>;
}

export type Answer = (received: Received, response: ServerResponse, request: IncomingMessage) => void;

export interface Receiver extends AsyncDisposable {
  /** Its own name and port. */
  url: string;
  port: number;
  /** The certificate that it shows, which nobody else vouches for. */
  ca: string;
  received: Received[];
  /** How it answers from now on. */
  answerWith(answer: Answer): void;
  /** Connections that are open now. */
  connectionCount(): number;
}

const RECEIVER_NAME = 'hooks.example';
export const answerStatus =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end();
  };

/** A receiver of webhooks over https on the loopback interface, with a certificate for the given name. */
export async function startReceiver(name = RECEIVER_NAME): Promise<Receiver> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  let answer = answerStatus(204);
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer({ cert, key }, (request, response) => {
    void read(request).then((message) => {
      received.push(message);
      answer(message, response, request);
    });
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${name}:${port}/events`,
    port,
    ca: cert,
    received,
    answerWith(next) {
      answer = next;
    },
    connectionCount: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = request.headers as Record<string, string>;
  const body = Buffer.concat(chunks).toString();
  const event = HTTP.toEvent({ headers, body }) as CloudEvent<Record<string, unknown>>;
  return { headers, body, event, path: request.url ?? '' };
}

/** How a server finds its receivers on the loopback interface, and trusts the one given. */
export function leadTo({ ca }: Pick<Receiver, 'ca'>) {
  return {
    resolveName: () => Promise.resolve(['127.0.0.1']),
    isAllowedAddress: (address: string) => address === '127.0.0.1',
    ca,
  };
}

/** Whether a message is signed with the secret, by Standard Webhooks alone: nothing of the server's own code is used. */
export function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}
