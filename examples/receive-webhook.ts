/**
 * Receives webhooks: checks the signature, recognises a message that it has seen, and answers at once. It needs no
 * library.
 *
 *   WEBHOOK_SECRET=whsec_… npx tsx examples/receive-webhook.ts [port]
 *
 * It speaks http: put a proxy that speaks https in front of it, or try it with a server that has
 * WEBHOOK_ALLOW_PRIVATE=true.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';

const TOLERANCE_SECONDS = 5 * 60;
const MAX_BODY_BYTES = 1024 * 1024;
const key = Buffer.from((process.env.WEBHOOK_SECRET ?? '').replace('whsec_', ''), 'base64');
if (key.length === 0) throw new Error('WEBHOOK_SECRET is not set, expected the secret that createWebhook told');
/**
 * The messages handled so far. In production, keep them in the same database as the effect, written in the same
 * transaction.
 */
const done = new Set<string>();

interface ReceivedEvent {
  id: string;
  source: string;
  type: string;
  subject: string;
  sequence?: string;
  data: unknown;
}

/** `body` is the bytes as received: parsed and serialized again, they might differ. */
function isGenuine(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  // While the secret is being replaced there are two signatures.
  return signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    if (!isGenuine(request.headers, body)) {
      response.writeHead(401).end();
      return;
    }
    const event = JSON.parse(body.toString()) as ReceivedEvent;
    const name = `${event.source} ${event.id}`;
    // Accepted: slow work comes after the response.
    response.writeHead(204).end();
    if (done.has(name)) {
      console.log('seen before:', event.type, event.id);
      return;
    }
    done.add(name);
    console.log(event.type, event.subject, event.sequence ?? '', JSON.stringify(event.data));
  });
});
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  const address = server.address();
  console.log(`receives at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
});
