import type { Webhook } from '../domain/webhooks/webhook.ts';

/** The secrets that sign now, newest first: for a day after a change, the previous one as well. */
export function signingSecrets(
  { secret, previousSecret, previousSecretUntil }: Pick<Webhook, 'secret' | 'previousSecret' | 'previousSecretUntil'>,
  now: Date,
): string[] {
  return previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now
    ? [secret, previousSecret]
    : [secret];
}
