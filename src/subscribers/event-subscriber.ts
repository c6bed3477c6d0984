import type { LoggedEvent } from '../events/live/log.ts';
import type { Event, EventOf, EventType } from '../events/schemas/catalogue.ts';
import { deriveId } from '../events/schemas/create-event.ts';
import type { TenantTraits } from '../store/log/append-events.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import type { Job } from '../store/queue/job-queue.ts';
import { type DurableWork, HopelessError } from './durable-work.ts';

/** An event as its subscriber gets it. */
export interface Delivery<E extends Event> {
  event: E;
  offset: number;
}

/** Server-side code that handles every event of some types, durably. */
export interface EventSubscriber<T extends EventType = EventType> extends Omit<DurableWork, 'run'> {
  types: readonly T[];
  /** Whether the events of a tenant concern it; left out: those of every tenant do. */
  isFor?: (tenant: TenantTraits) => boolean;
  /** Idempotent by event id; where `replayableMs` is set, for so long after the event was recorded. */
  replayableMs?: number;
  handle: (delivery: Delivery<EventOf<T>>) => Promise<void>;
}

/** The durable work of a subscriber: reads the event back from the log and hands it over. */
export function subscriberWork<T extends EventType>(subscriber: EventSubscriber<T>, log: StoredEventLog): DurableWork {
  const { types, handle, isFor: _, replayableMs: __, ...work } = subscriber;
  return {
    ...work,
    async run({ data: { tenantId, offset } }) {
      const event = await readEvent(log, tenantId, offset);
      if (!isOneOf(types, event)) throw new HopelessError(`${work.name} does not handle ${event.type}`);
      await handle({ event, offset });
    },
  };
}

/** @throws HopelessError when the log's text is no event any more */
export async function readEvent(log: StoredEventLog, tenantId: string, offset: number): Promise<Event> {
  const [entry] = await log.at(tenantId, [offset]);
  if (!entry) throw new HopelessError(`the log has no event at offset ${offset}`);
  if (!entry.event) throw new HopelessError(`the event at offset ${offset} cannot be read`);
  return entry.event;
}

/** What of a subscriber says which events are its own. */
export type Recipient = Pick<EventSubscriber, 'name' | 'types' | 'isFor'>;

/** The jobs that an event is to the subscribers of its type. The same event always makes the same job ids. */
export function jobsOf(subscribers: readonly Recipient[], entry: LoggedEvent, tenant: TenantTraits): Job[] {
  const { tenantId, offset, event } = entry;
  return subscribers
    .filter(({ types, isFor }) => types.includes(event.type) && (isFor?.(tenant) ?? true))
    .map(({ name }) => ({
      queue: name,
      id: deriveId('job', tenantId, event.source, event.id, name),
      data: { work: name, tenantId, offset },
    }));
}

function isOneOf<T extends EventType>(types: readonly T[], event: Event): event is EventOf<T> {
  return types.some((type) => type === event.type);
}
