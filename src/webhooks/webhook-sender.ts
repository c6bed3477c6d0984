import { type CloudEvent, HTTP } from 'cloudevents';

import type { Clock } from '../domain/clock.ts';
import type { WebhookAttempt } from '../domain/webhooks/webhook.ts';
import { createGuardedPost, ForbiddenAddressError } from './guarded-post.ts';
import { isPublicAddress } from './public-address.ts';
import { createResolveName, type ResolveName } from './resolve-name.ts';
import { retryAfterMs } from './retry-schedule.ts';
import { signatureHeaders } from './signature.ts';
import { refuseUrl } from './webhook-url.ts';

export interface WebhookSenderParts {
  clock: Clock;
  /** Allows http and addresses that are not public; for trials. */
  allowPrivate: boolean;
  resolveName?: ResolveName | undefined;
  /** If left out: the public ones. */
  isAllowedAddress?: ((address: string) => boolean) | undefined;
  /** Certificates that are trusted instead of those of the machine. */
  ca?: string | undefined;
  timeoutMs?: number | undefined;
}

export interface WebhookMessage {
  url: string;
  /** The same for every attempt. */
  id: string;
  event: CloudEvent<unknown>;
  /** Newest first. */
  secrets: readonly string[];
}

export interface SendOutcome {
  attempt: WebhookAttempt;
  /** How long the receiver asked for no requests, 24 h at most. */
  retryAfterMs: number | undefined;
}

export interface WebhookSender {
  /** Why no event may be posted to this URL; undefined if it may. */
  refuseUrl(url: string): string | undefined;
  /** Posts the event, once. Does not reject: errors are part of the outcome. Takes at most `WEBHOOK_TIMEOUT_MS`. */
  send(message: WebhookMessage): Promise<SendOutcome>;
}

/** For everything that belongs to one request. */
export const WEBHOOK_TIMEOUT_MS = 10_000;
export const GONE = 410;
/** Statuses with which a receiver can say when to come back. */
const BUSY = [429, 503];

/** Posts events to receivers as CloudEvents 1.0 in the structured mode, signed. */
export function createWebhookSender(parts: WebhookSenderParts): WebhookSender {
  const { clock, allowPrivate, ca, timeoutMs = WEBHOOK_TIMEOUT_MS } = parts;
  const isAllowedAddress = parts.isAllowedAddress ?? (allowPrivate ? () => true : isPublicAddress);
  const rules = { allowPrivate, isAllowedAddress };
  const resolveName = parts.resolveName ?? createResolveName();
  const post = createGuardedPost({ resolveName, isAllowedAddress, ca, timeoutMs });

  return {
    refuseUrl: (url) => refuseUrl(url, rules),
    async send({ url, id, event, secrets }) {
      const at = clock();
      const startedAtMs = performance.now();
      const outcome = (responseStatus: number | null, error: string | null, retryAfter?: string): SendOutcome => ({
        attempt: {
          at: at.toISOString(),
          responseStatus,
          durationMs: Math.round(performance.now() - startedAtMs),
          error,
        },
        retryAfterMs: BUSY.includes(responseStatus ?? 0) ? retryAfterMs(retryAfter, clock()) : undefined,
      });
      // The rules may have become stricter since the URL was accepted.
      const refusal = refuseUrl(url, rules);
      if (refusal !== undefined) return outcome(null, `the URL ${refusal}`);
      try {
        const message = HTTP.structured(event);
        const body = String(message.body);
        const { status, retryAfter } = await post({
          url: new URL(url),
          headers: {
            ...Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
            'user-agent': 'metadata-governance-webhooks/1.0',
            ...(typeof event.traceparent === 'string' && { traceparent: event.traceparent }),
            ...signatureHeaders({ id, at, body }, secrets),
          },
          body,
        });
        return outcome(status, whyNoSuccess(status), retryAfter);
      } catch (error) {
        return outcome(null, reasonOf(error, timeoutMs));
      }
    },
  };
}

function whyNoSuccess(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `answered ${status}; redirects are not followed`;
  return `answered ${status}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  ETIMEDOUT: 'the host does not answer',
  ENOTFOUND: 'the host name cannot be resolved',
  ENODATA: 'the host name has no address',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is not valid for this host name',
};

/** The error, without addresses, which would reveal the server's network to those who can read it. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof ForbiddenAddressError) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return `no response within ${timeoutMs / 1000} s`;
  const code = codeOf(error);
  if (code === 'ABORT_ERR') return `no response within ${timeoutMs / 1000} s`;
  if (code === undefined) return 'the request failed';
  return `${REASONS[code] ?? 'the request failed'} (${code})`;
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
