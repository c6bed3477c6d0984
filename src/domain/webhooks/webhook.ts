import type { EventFilter } from '../../events/log/event-filter.ts';
import type { EventType } from '../../events/schemas/catalogue.ts';
import { type Actor, MAX_NAME_LENGTH } from '../../events/schemas/vocabulary.ts';
import type { Issue } from '../entities/entity-change.ts';
import { DAY_MS } from '../time-units.ts';

export const WEBHOOK_STATUSES = ['ACTIVE', 'PAUSED', 'STOPPED'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export const WEBHOOK_DELIVERY_STATUSES = ['PENDING', 'SUCCEEDED', 'FAILED'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** Most webhooks of a tenant: every event is compared with each of them. */
export const MAX_WEBHOOKS = 20;
/** How long a replaced secret continues to sign, so that receivers can change over. */
export const PREVIOUS_SECRET_MS = DAY_MS;

/** How far back the log of deliveries goes, and how long events are kept for a paused webhook. */
export const DELIVERIES_KEPT_MS = 30 * DAY_MS;

export type WebhookFilter = Pick<EventFilter, 'types' | 'entityTypes' | 'tiers' | 'canonicalKeys'>;

/** A URL to which a tenant's events are posted. */
export interface Webhook {
  id: string;
  tenantId: string;
  url: string;
  filter: WebhookFilter;
  status: WebhookStatus;
  /** Why it is not ACTIVE; null if it is. */
  statusReason: string | null;
  /** Stored in readable form, because it signs. It is shown only once. */
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  /** The receiver asked for no requests before this time. */
  quietUntil: Date | null;
  /** Position of the stream when it was created: it gets later events only. */
  startOffset: number;
  createdBy: Actor;
  createdAt: Date;
}

/** One request and its result. */
export interface WebhookAttempt {
  /** RFC 3339, UTC. */
  at: string;
  /** Status of the response; null: there was none. */
  responseStatus: number | null;
  durationMs: number;
  /** Why it failed; null: it succeeded. */
  error: string | null;
}

/** One event for one webhook. */
export interface WebhookDelivery {
  id: string;
  tenantId: string;
  webhookId: string;
  eventOffset: number;
  eventType: EventType;
  status: WebhookDeliveryStatus;
  /** Requests of this round; every redelivery starts a new round. */
  attempt: number;
  /** 0, and one more for every redelivery and every resumption: jobs of an earlier round are void. */
  round: number;
  /** Attempts of all rounds, oldest first; at most the last 50. */
  attempts: WebhookAttempt[];
  /** Null while none is planned: the webhook is paused or stopped, or the delivery is over. */
  nextAttemptAt: Date | null;
  /** No attempt of this round is made after it. */
  giveUpAt: Date;
  createdAt: Date;
  finishedAt: Date | null;
}

const FILTER_PARTS = ['types', 'entityTypes', 'tiers', 'canonicalKeys'] as const satisfies (keyof WebhookFilter)[];
const MAX_VALUES = 1_000;

/** What is wrong with a filter; empty if nothing is. */
export function issuesOfWebhookFilter(filter: WebhookFilter): Issue[] {
  return FILTER_PARTS.flatMap((part) => {
    const path = ['filter', part];
    const values: readonly string[] | undefined = filter[part];
    if (values === undefined) return [];
    if (values.length === 0) return [{ path, message: 'must not be empty; leave it out to match everything' }];
    if (values.length > MAX_VALUES) return [{ path, message: `must have at most ${MAX_VALUES} values` }];
    const isLong = values.some((value) => value === '' || value.length > MAX_NAME_LENGTH);
    return isLong ? [{ path, message: `values must have 1 to ${MAX_NAME_LENGTH} characters` }] : [];
  });
}
