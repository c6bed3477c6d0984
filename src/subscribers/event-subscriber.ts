import type { LoggedEvent } from '../events/log/log.ts';
import type { Event, EventOf, EventType } from '../events/schemas/catalogue.ts';
import { deriveId } from '../events/schemas/create-event.ts';
import type { Actor } from '../events/schemas/vocabulary.ts';
import type { EventJob, TenantTraits } from '../store/log/append/append-events.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import { findEventsAt, placeKey } from '../store/log/events-at.ts';
import type { Job } from '../store/queue/job-queue.ts';
import type { Transaction } from '../store/unit-of-work.ts';
import { type JobData, type JobHandler, PermanentError } from './job-handler.ts';

/** An event as its subscriber gets it. */
export interface Delivery<E extends Event> {
  event: E;
  offset: number;
}

/** Which events a subscriber handles. */
export interface Recipient<T extends EventType = EventType> {
  name: string;
  types: readonly T[];
  /** Whether it handles the events of tenants with webhooks alone. */
  onlyWithWebhooks?: true;
  /** Which events of these types it handles; it gets no others. If left out: all. */
  concerns?: (event: Event) => boolean;
}

/** A subscriber's name, its events and its limits: what is known of it before it runs. */
export interface SubscriberTraits<T extends EventType>
  extends Recipient<T>, Omit<JobHandler, 'name' | 'run' | 'onDeadLetter'> {
  /** For how long after its recording an event can be handled again. If left out: at any time. */
  replayableMs?: number;
}

/** With who requested the event, if its payload does not say. */
export interface ReadDelivery<E extends Event> extends Delivery<E> {
  actor: Actor | null;
}

/** What a subscriber does with an event. */
export interface EventHandler<T extends EventType> extends Pick<JobHandler, 'onDeadLetter'> {
  /** Idempotent by event id; with `replayableMs`, for that long after the event was recorded. */
  handle: (delivery: Delivery<EventOf<T>>) => Promise<void>;
  /**
   * The same for events of any tenants in one transaction, those of a tenant in the order of its log. Those that it leaves
   * are handled one by one; if it rejects, nothing of the transaction is kept.
   */
  handleTogether?: (
    tx: Transaction,
    deliveries: readonly ReadDelivery<EventOf<T>>[],
  ) => Promise<{ left: readonly Delivery<EventOf<T>>[]; onCommitted: () => void }>;
}

/** Server-side code that handles every event of some types, durably. `P` are the parts that its handler needs. */
export interface EventSubscriber<T extends EventType, P> extends SubscriberTraits<T> {
  handler: (parts: P) => EventHandler<T>;
  /** Its job handler: reads the event from the log, and calls the subscriber's handler. */
  work: (parts: P & { log: StoredEventLog }) => JobHandler;
}

export function defineSubscriber<const T extends EventType, P>(
  traits: SubscriberTraits<T>,
  handler: (parts: P) => EventHandler<T>,
): EventSubscriber<T, P> {
  const { types, onlyWithWebhooks: _, replayableMs: __, concerns = () => true, ...bounds } = traits;
  return {
    ...traits,
    handler,
    work(parts) {
      const { handle, handleTogether, ...deadLettering } = handler(parts);
      return {
        ...bounds,
        ...deadLettering,
        ...(handleTogether && {
          async runTogether(tx: Transaction, jobs: readonly JobData[]) {
            const found = new Map((await findEventsAt(tx.db, jobs)).map((one) => [placeKey(one), one]));
            const deliveries = [...found.values()]
              .flatMap(({ event, offset, actor }) => (event && isOneOf(types, event) ? [{ event, offset, actor }] : []))
              .sort((one, other) => one.offset - other.offset);
            const { left, onCommitted } = await handleTogether(
              tx,
              deliveries.filter(({ event }) => concerns(event)),
            );
            const handled = new Set(deliveries.map(keyOf));
            for (const delivery of left) handled.delete(keyOf(delivery));
            return { left: jobs.filter((job) => !handled.has(placeKey(job))), onCommitted };
          },
        }),
        async run({ data: { tenantId, offset } }) {
          const event = await readEvent(parts.log, tenantId, offset);
          if (!isOneOf(types, event)) throw new PermanentError(`${bounds.name} does not handle ${event.type}`);
          if (concerns(event)) await handle({ event, offset });
        },
      };
    },
  };
}

function keyOf({ event, offset }: Delivery<Event>): string {
  return placeKey({ tenantId: event.tenantId, offset });
}

/** @throws PermanentError if the text in the log is no longer a valid event */
export async function readEvent(log: StoredEventLog, tenantId: string, offset: number): Promise<Event> {
  const [entry] = await log.at(tenantId, [offset]);
  if (!entry) throw new PermanentError(`the log has no event at offset ${offset}`);
  if (!entry.event) throw new PermanentError(`the event at offset ${offset} cannot be read`);
  return entry.event;
}

/** The jobs of an event for the subscribers of its type. The same event always has the same job ids. */
export function jobsOf(subscribers: readonly Recipient[], event: Event): EventJob[] {
  return subscribers
    .filter(({ types, concerns }) => types.includes(event.type) && (concerns?.(event) ?? true))
    .map(({ name, onlyWithWebhooks }) => ({
      queue: name,
      id: deriveId('job', event.tenantId, event.source, event.id, name),
      data: { work: name, tenantId: event.tenantId },
      ...(onlyWithWebhooks && { onlyWithWebhooks }),
    }));
}

/** The same for an event that is in the log. */
export function jobsOfLogged(
  subscribers: readonly Recipient[],
  { event, offset }: LoggedEvent,
  { hasWebhooks }: TenantTraits,
): Job[] {
  return jobsOf(subscribers, event)
    .filter(({ onlyWithWebhooks }) => hasWebhooks || !onlyWithWebhooks)
    .map(({ queue, id, data }) => ({ queue, id, data: { ...data, offset } }));
}

function isOneOf<T extends EventType>(types: readonly T[], event: Event): event is EventOf<T> {
  return types.some((type) => type === event.type);
}
