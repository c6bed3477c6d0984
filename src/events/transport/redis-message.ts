import * as z from 'zod';

import { encodeCursor } from '../log/cursor.ts';
import { factsOf, NO_TRAITS } from '../log/event-filter.ts';
import type { LoggedEvent } from '../log/log.ts';
import { readEvent } from '../schemas/read-event.ts';
import { timestampSchema } from '../schemas/vocabulary.ts';
import { CHANGE_TOPICS, type ChangeSignal } from './transport.ts';

/** A signal that names more actors than this goes to everybody. */
const MAX_ACTORS = 100;

/** Identifies the instance that published a message. */
const originSchema = z.uuid();
const eventSchema = z.unknown().transform((value, context) => {
  const event = readEvent(value);
  if (event) return event;
  context.addIssue('not an event that this version can read');
  return z.NEVER;
});
const entriesSchema = z.strictObject({
  origin: originSchema,
  entries: z.array(
    // Not strict: what a newer version tells in addition is nothing that this one filters by.
    z.object({
      epoch: z.uuid(),
      offset: z.int().positive(),
      appendedAt: timestampSchema,
      bytes: z.int().positive(),
      event: eventSchema,
      // Left out where there are none, so that older versions can read most messages during a rolling restart; what
      // they append themselves has none in the log either.
      owner: z.string().optional(),
      tags: z.array(z.string()).optional(),
    }),
  ),
});
const signalSchema = z.strictObject({
  tenantId: z.string(),
  topic: z.enum(CHANGE_TOPICS),
  actorIds: z.array(z.string()).optional(),
});
/** Of a topic that only a newer version has: nothing here follows it. */
const newerSignalSchema = z.object({ topic: z.string().refine(isNotOurs) }).transform(() => undefined);
const signalsSchema = z.strictObject({
  origin: originSchema,
  // Named so by older versions, which serve together with this one during a rolling restart.
  nudges: z
    .array(z.union([signalSchema, newerSignalSchema]))
    .transform((signals) => signals.filter((signal) => signal !== undefined)),
});
const messageSchema = z.union([entriesSchema, signalsSchema]);
/** What instances tell one another: committed events, or that something has changed. */
export type RedisMessage = z.infer<typeof messageSchema>;
type Entry = z.infer<typeof entriesSchema>['entries'][number];

const jobsSchema = z.object({ origin: originSchema, queues: z.array(z.string()) });
/** That jobs of these queues wait. It has a channel of its own: versions that do not know it must not receive it. */
export type JobsMessage = z.infer<typeof jobsSchema>;

function isNotOurs(topic: string): boolean {
  return CHANGE_TOPICS.every((ours) => ours !== topic);
}

/** @throws for a text that is no message of this version */
export function parseJobsMessage(text: string): JobsMessage {
  return jobsSchema.parse(JSON.parse(text));
}

/** @throws for a text that is no message of this version */
export function parseRedisMessage(text: string): RedisMessage {
  return messageSchema.parse(JSON.parse(text));
}

export function toEntryMessage({
  epoch,
  offset,
  appendedAt,
  bytes,
  event,
  facts: { owner, tags },
}: LoggedEvent): Entry {
  return {
    epoch,
    offset,
    appendedAt: appendedAt.toISOString(),
    bytes,
    event,
    ...(owner !== null && { owner }),
    ...(tags.length > 0 && { tags: [...tags] }),
  };
}

/** @returns the signal as it is sent; one that names very many actors is one for everybody */
export function toSignalMessage({ tenantId, topic, actorIds }: ChangeSignal) {
  return { tenantId, topic, ...(actorIds && actorIds.length <= MAX_ACTORS && { actorIds: [...actorIds] }) };
}

export function toLoggedEvent({ epoch, offset, appendedAt, bytes, event, owner, tags }: Entry): LoggedEvent {
  return {
    tenantId: event.tenantId,
    epoch,
    offset,
    cursor: encodeCursor({ epoch, offset }),
    event,
    facts: factsOf(event, { owner: owner ?? NO_TRAITS.owner, tags: tags ?? NO_TRAITS.tags }),
    appendedAt: new Date(appendedAt),
    bytes,
  };
}
