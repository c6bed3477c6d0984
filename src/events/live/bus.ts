import type { Event, EventOf, EventType } from '../schemas/catalogue.ts';
import type { Transport } from './transport.ts';

export type EventHandler<E extends Event = Event> = (event: E) => unknown;

/**
 * Events for code in the same process, whatever carries them. A handler sees what is committed while it is subscribed:
 * no replay, no retry, and of the many events of an import the last one only. What must not be missed is a durable subscriber's work or follows the feed.
 */
export interface Bus {
  /** Validates, appends and delivers. @throws ZodError when the event breaks its schema, and nothing is appended */
  emitEvent(event: Event): Promise<void>;
  subscribe<T extends EventType>(type: T, handler: EventHandler<EventOf<T>>): void;
  subscribe(type: '*', handler: EventHandler): void;
  /** As `subscribe`, for the first such event only. */
  subscribeOnce<T extends EventType>(type: T, handler: EventHandler<EventOf<T>>): void;
  subscribeOnce(type: '*', handler: EventHandler): void;
  /** Takes the handler away, however it was subscribed. */
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
  /** Told of every handler that threw or rejected; the others are not harmed. */
  onHandlerError: (error: unknown, event: Event) => void;
}

export function createBus({ emit, transport, onHandlerError }: BusParts): Bus {
  const subscriptions = new Set<Subscription>();

  function deliver(event: Event): void {
    for (const subscription of [...subscriptions]) {
      if (subscription.type !== '*' && subscription.type !== event.type) continue;
      if (subscription.once) subscriptions.delete(subscription);
      // Not awaited: a handler that never returns holds up nobody.
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
