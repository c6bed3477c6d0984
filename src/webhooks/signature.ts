import { createHmac, randomBytes } from 'node:crypto';

/**
 * What is signed: the id, which is the same for every attempt, the time of this attempt, and the exact bytes of the
 * body.
 */
export interface SignedMessage {
  id: string;
  at: Date;
  body: string;
}

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret in the format for receivers: the prefix, and random bytes in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * The headers that prove where a message comes from and when it was sent, according to Standard Webhooks 1.0.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): HMAC-SHA256 over
 * `id.timestamp.body`, once for each secret, so that a receiver that has only one of them can check it.
 */
export function signatureHeaders({ id, at, body }: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
