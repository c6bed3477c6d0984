import { WebSocket } from 'ws';

import {
  createResumableClient,
  type GraphQLAnswerError,
  type ResumableClient,
  type ResumableClientOptions,
  type ResumableSubscription,
  type SubscriptionHandlers,
  type SubscriptionStatus,
} from '../../../packages/client/src/index.ts';
import { until } from '../until.ts';

export interface Seen {
  events: { id: string; cursor: string };
}

const EVENTS = `subscription ($after: String, $filter: EventFilter) {
  events(after: $after, filter: $filter) { ... on EventEnvelope { id cursor } }
}`;

/** A subscription, and all that its user was told. */
export interface Recorded {
  subscription: ResumableSubscription;
  ids: string[];
  statuses: string[];
  causes: Error[];
  errors: { errors: readonly GraphQLAnswerError[]; cursor: string }[];
  /** Positions that a reset was called with. */
  resets: string[];
}

export interface RecordOptions extends Partial<SubscriptionHandlers<Seen>> {
  after?: string | undefined;
  filter?: object;
}

/** Follows all events; what the options give is called beside what is recorded. */
export function record(client: ResumableClient, options: RecordOptions = {}): Recorded {
  const { after, filter, next, reset, status } = options;
  const recorded: Omit<Recorded, 'subscription'> = { ids: [], statuses: [], causes: [], errors: [], resets: [] };
  const subscription = client.subscribe<Seen, { after?: string; filter?: object | undefined }>(EVENTS, {
    after,
    variables: { filter },
    async next(data, cursor) {
      await next?.(data, cursor);
      recorded.ids.push(data.events.id);
    },
    async reset(position) {
      recorded.resets.push(position);
      await reset?.(position);
    },
    async error(errors, cursor) {
      recorded.errors.push({ errors, cursor });
      await options.error?.(errors, cursor);
    },
    status(next, cause) {
      recorded.statuses.push(next);
      if (cause) recorded.causes.push(cause);
      status?.(next, cause);
    },
  });
  return { ...recorded, subscription };
}

/** A client with pauses short enough for a test. */
export function quickClient(options: { url: string } & Partial<ResumableClientOptions>): ResumableClient {
  return createResumableClient({ webSocketImpl: WebSocket, firstRetryMs: 20, maxRetryMs: 200, ...options });
}

export async function becomes({ subscription }: Recorded, status: SubscriptionStatus): Promise<void> {
  await until(`the status ${status}`, () => subscription.status === status);
}
