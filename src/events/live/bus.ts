import type { Event, EventOf, EventType } from '../schemas/catalogue.ts';
import type { Transport } from '../transport/transport.ts';

export type EventHandler<E extends Event = Event> = (event: E) => unknown;

/**
 * Events for code in the same process, independent of the transport. A handler gets what is committed while it is
 * subscribed: no replay, no retry, and only the last of the many events of an import. What must not be missed belongs
 * in a durable subscriber, or reads the feed.
 */
export interface Bus {
  /** Validates, appends and delivers. @throws ZodError when the event breaks its schema, and nothing is appended */
  emitEvent(event: Event): Promise<void>;
  subscribe<T extends EventType>(type: T, handler: EventHandler<EventOf<T>>): void;
  subscribe(type: '*', handler: EventHandler): void;
  /** As `subscribe`, for the first such event only. */
  subscribeOnce<T extends EventType>(type: T, handler: EventHandler<EventOf<T>>): void;
  subscribeOnce(type: '*', handler: EventHandler): void;
  /** Removes the handler, however it was subscribed. */
  unsubscribe<T extends EventType>(type: T, handler: EventHandler<EventOf<T>>): void;
  unsubscribe(type: '*', handler: EventHandler): void;
  [Symbol.dispose](): void;
}

interface Subscription {
  type: EventType | '*';
  handler: EventHandler<never>;
  deliver: (event: Event) => unknown;
  once: boolean;
}

export interface BusParts {
  emit: (event: Event) => Promise<unknown>;
  transport: Transport;
  /** Called with every error that a handler threw or rejected with; other handlers are not affected. */
  onHandlerError: (error: unknown, event: Event) => void;
}

export function createBus({ emit, transport, onHandlerError }: BusParts): Bus {
  const subscriptions = new Set<Subscription>();

  function deliver(event: Event): void {
    for (const subscription of [...subscriptions]) {
      if (subscription.type !== '*' && subscription.type !== event.type) continue;
      if (subscription.once) subscriptions.delete(subscription);
      // Not awaited: a handler that never settles delays nobody.
      void Promise.resolve(event)
        .then(subscription.deliver)
        .catch((error: unknown) => {
          onHandlerError(error, event);
        });
    }
  }

  const stopListening = transport.listen({
    onEntry: ({ event }) => {
      deliver(event);
    },
  });

  function add<T extends EventType>(type: T | '*', handler: EventHandler<EventOf<T>>, once: boolean): void {
    const deliver = (event: Event) => (isWanted(type, event) ? handler(event) : undefined);
    subscriptions.add({ type, handler, deliver, once });
  }

  return {
    async emitEvent(event) {
      await emit(event);
    },
    subscribe: <T extends EventType>(type: T | '*', handler: EventHandler<EventOf<T>>) => {
      add(type, handler, false);
    },
    subscribeOnce: <T extends EventType>(type: T | '*', handler: EventHandler<EventOf<T>>) => {
      add(type, handler, true);
    },
    unsubscribe: <T extends EventType>(type: T | '*', handler: EventHandler<EventOf<T>>) => {
      for (const subscription of subscriptions) {
        if (subscription.type === type && subscription.handler === handler) subscriptions.delete(subscription);
      }
    },
    [Symbol.dispose]() {
      stopListening();
      subscriptions.clear();
    },
  };
}

function isWanted<T extends EventType>(type: T | '*', event: Event): event is EventOf<T> {
  return type === '*' || event.type === type;
}
