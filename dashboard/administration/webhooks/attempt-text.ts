import { formatSeconds } from '../../text/format.ts';
import { text } from '../../text/text.ts';

export interface Attempt {
  durationMs: number;
  responseStatus: number | null;
  error: string | null;
}

/** What a receiver answered, and how long it took. */
export function attemptText({ durationMs, responseStatus, error }: Attempt): string {
  const words = text.administration.webhooks;
  const duration = formatSeconds(durationMs / 1000);
  if (error !== null) return words.attemptFailed(error, responseStatus, duration);
  return words.attemptSucceeded(responseStatus, duration);
}
