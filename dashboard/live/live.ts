import { formatDocument } from 'urql';

import {
  ConnectionLostError,
  type ResumableClient,
  type ResumableSubscription,
  SubscriptionError,
  type SubscriptionStatus,
} from '../../packages/client/src/index.ts';
import { createFrameQueue } from './frame-queue.ts';
import { LiveEventsDocument, type LiveEventsSubscription } from './live-events.generated.ts';
import { createStateHolder } from './state-holder.ts';

export type LiveEvent = LiveEventsSubscription['events'];

export interface ConnectionState {
  status: SubscriptionStatus;
  /** Since when it has been so. */
  since: Date;
  /** Why it reconnects or has stopped, for people. */
  reason?: string;
}

/** How many events are kept for lists. */
export const KEPT_EVENTS = 500;

/** Results for the cache, in the form of an observable as `urql` takes one. */
interface Results {
  subscribe(sink: { next(result: { data: LiveEventsSubscription }): void }): { unsubscribe(): void };
}

/**
 * Every event of the tenant, once each and in order, from a position on. Events that arrive between two frames of the
 * screen are taken together, so that a flood of them costs no more than the screen can show.
 */
export interface Live {
  /** @param position cursor after which to begin */
  start(position: string): void;
  readonly connection: ConnectionState;
  readonly onConnection: (listener: () => void) => () => void;
  /**
   * The newest events, newest first, without a gap; another array whenever it changes. After a reset it begins anew: the
   * log no longer has what lies between.
   */
  readonly events: readonly LiveEvent[];
  /** How many events have arrived since the start. */
  readonly eventCount: number;
  /**
   * Calls with the events that arrived since the last call, oldest first, at most once a frame; and with none when
   * `events` begins anew.
   */
  readonly onEvents: (listener: (events: readonly LiveEvent[]) => void) => () => void;
  /**
   * Calls when the log no longer has what was missed: whatever is shown has to be asked for anew. What happens from then on
   * arrives as events.
   */
  readonly onReset: (listener: () => void) => () => void;
  readonly results: Results;
  stop(): void;
}

/** Of the entity that an event brings. */
export function entityIdOf(event: LiveEvent): string | undefined {
  return 'entity' in event ? event.entity?.id : undefined;
}

/**
 * @param onRefused the server does not accept the credentials of the connection
 * @param onUnreadable an event came as an error: what it changed is not known
 */
export function createLive(resumable: ResumableClient, onRefused: () => void, onUnreadable: () => void): Live {
  const connection = createStateHolder<ConnectionState>({ status: 'connecting', since: new Date() });
  const listeners = new Set<(events: readonly LiveEvent[]) => void>();
  const resetListeners = new Set<() => void>();
  const sinks = new Set<{ next(result: { data: LiveEventsSubscription }): void }>();
  let subscription: ResumableSubscription | undefined;
  let events: readonly LiveEvent[] = [];
  let eventCount = 0;

  const queue = createFrameQueue<LiveEvent>({
    taken(batch) {
      eventCount += batch.length;
      show([...batch.slice(-KEPT_EVENTS).reverse(), ...events].slice(0, KEPT_EVENTS), batch);
    },
    // An event carries the entity as it is now: of several about one entity, the last says everything.
    keyOf: entityIdOf,
    write(event) {
      for (const sink of sinks) sink.next({ data: { events: event } });
    },
  });

  function show(next: readonly LiveEvent[], batch: readonly LiveEvent[]): void {
    events = next;
    for (const listener of listeners) listener(batch);
  }

  return {
    start(position) {
      // The cache knows objects by their type.
      subscription = resumable.subscribe(formatDocument(LiveEventsDocument), {
        after: position,
        next: ({ events: event }) => {
          queue.add(event);
        },
        reset: () => {
          // What came before belongs to the list that ends here.
          queue.flush();
          show([], []);
          for (const listener of resetListeners) listener();
        },
        // An event that cannot be shown is not worth the end of all others.
        error: onUnreadable,
        status: (status, cause) => {
          const { value } = connection;
          const since = status === value.status ? value.since : new Date();
          connection.set({ status, since, ...reasonOf(cause) });
          if (isRefusal(cause)) onRefused();
        },
      });
      // Its status says why it ended.
      subscription.finished.catch(() => undefined);
    },
    get connection() {
      return connection.value;
    },
    onConnection: (listener) => connection.onChange(listener),
    get events() {
      return events;
    },
    get eventCount() {
      return eventCount;
    },
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => resetListeners.delete(listener);
    },
    results: {
      subscribe(sink) {
        sinks.add(sink);
        return { unsubscribe: () => sinks.delete(sink) };
      },
    },
    stop() {
      subscription?.stop();
      queue.dispose();
    },
  };
}

/** 4401 and 4403: the token is missing, is not valid, or has expired. */
const REFUSED_CODES: readonly (number | undefined)[] = [4401, 4403];

function isRefusal(cause: Error | undefined): boolean {
  if (cause instanceof ConnectionLostError) return REFUSED_CODES.includes(cause.closeCode);
  return cause instanceof SubscriptionError && cause.has('UNAUTHENTICATED');
}

/** How a connection was lost interests nobody; what the server says about the subscription does. */
function reasonOf(cause: Error | undefined): { reason?: string } {
  return cause && !(cause instanceof ConnectionLostError) ? { reason: cause.message } : {};
}
