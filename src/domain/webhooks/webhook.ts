import type { EventFilter } from '../../events/live/event-filter.ts';
import type { EventType } from '../../events/schemas/catalogue.ts';
import { type Actor, MAX_NAME_LENGTH } from '../../events/schemas/vocabulary.ts';
import type { Issue } from '../entities/entity-change.ts';
import { DAY_MS } from '../time-units.ts';

export const WEBHOOK_STATUSES = ['ACTIVE', 'PAUSED', 'STOPPED'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export const WEBHOOK_DELIVERY_STATUSES = ['PENDING', 'SUCCEEDED', 'FAILED'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** Most webhooks of a tenant: every event is looked at for each of them. */
export const MAX_WEBHOOKS = 20;
/** How long a replaced secret goes on signing, so that receivers can change over. */
export const PREVIOUS_SECRET_MS = DAY_MS;

/** How long the log of deliveries goes back, and how long at most events are kept for a webhook that is paused. */
export const DELIVERIES_KEPT_MS = 30 * DAY_MS;

export type WebhookFilter = Pick<EventFilter, 'types' | 'entityTypes' | 'tiers' | 'canonicalKeys'>;

/** An address that a tenant's events are posted to. */
export interface Webhook {
  id: string;
  tenantId: string;
  url: string;
  filter: WebhookFilter;
  status: WebhookStatus;
  /** Why it is not ACTIVE; null where it is. */
  statusReason: string | null;
  /** Readable, because it signs; nobody is told it again. */
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  /** The receiver asked for no requests before this time. */
  quietUntil: Date | null;
  /** Where the stream stood when it was made: it is sent what came after. */
  startOffset: number;
  createdBy: Actor;
  createdAt: Date;
}

/** One request and what came of it. */
export interface WebhookAttempt {
  /** RFC 3339, UTC. */
  at: string;
  /** Status of the answer; null: there was none. */
  responseStatus: number | null;
  durationMs: number;
  /** Why it is no success; null: it is one. */
  error: string | null;
}

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  id: string;
  tenantId: string;
  webhookId: string;
  eventOffset: number;
  eventType: EventType;
  status: WebhookDeliveryStatus;
  /** Requests of this round, which is begun anew by every redelivery. */
  attempt: number;
  /** 0, and one more for every redelivery and every resumption: jobs of an earlier round are void. */
  round: number;
  /** Of all rounds, oldest first; at most the last 50. */
  attempts: WebhookAttempt[];
  /** null while none is planned: the webhook is paused or stopped, or the delivery is over. */
  nextAttemptAt: Date | null;
  /** No attempt of this round is made after it. */
  giveUpAt: Date;
  createdAt: Date;
  finishedAt: Date | null;
}

const FILTER_PARTS = ['types', 'entityTypes', 'tiers', 'canonicalKeys'] as const satisfies (keyof WebhookFilter)[];
const MAX_VALUES = 1_000;

/** What is wrong with a filter; empty when nothing is. */
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
