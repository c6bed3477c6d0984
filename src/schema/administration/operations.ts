import type { WorkLoad } from '../../domain/administration/work-load.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { findStreamExtent } from '../../store/log/trim-stream.ts';
import { countOpenDeadLetters } from '../../store/queue/dead-letters.ts';
import { findWorkLoads } from '../../store/queue/work-load.ts';
import { removeOldEvents, type RemoveOldEventsOutcome } from '../../workflow/administration/remove-old-events.ts';
import {
  MAX_REPLAY,
  replayEvents,
  type ReplayEventsOutcome,
  type WorkInfo,
} from '../../workflow/administration/replay-events.ts';
import { builder } from '../kit/builder.ts';
import { EventTypeEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { listSize } from '../kit/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { NotFoundError, ValidationError } from '../kit/refusals.ts';

interface Subscriber extends WorkInfo, WorkLoad {
  deadLetters: number;
}

const SubscriberRef = builder.objectRef<Subscriber>('Subscriber').implement({
  description: 'Server-side code that works on events durably, and how it gets on with those of the viewer’s tenant.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, as dead letters have it.' }),
    types: t.field({
      type: [EventTypeEnum],
      description: 'The events that it handles; empty: it does what another subscriber has decided on.',
      resolve: ({ types }) => [...types],
    }),
    waiting: t.exposeInt('waiting', { description: 'Work that was not tried yet.' }),
    retrying: t.exposeInt('retrying', { description: 'Work that has failed and waits for its next attempt.' }),
    active: t.exposeInt('active', { description: 'Work that is being done, by any instance.' }),
    deadLetters: t.exposeInt('deadLetters', {
      description: 'Work that failed for good, and was neither sent round again nor dismissed.',
    }),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when the oldest work waits that is not done; null: all is done.',
    }),
  }),
});

interface Retention {
  retentionDays: number | null;
  count: number;
  removed: number;
  oldestAt: Date | null;
}

const RetentionRef = builder.objectRef<Retention>('Retention').implement({
  description: 'Which events of the viewer’s tenant are kept.',
  fields: (t) => ({
    retentionDays: t.exposeInt('retentionDays', {
      nullable: true,
      description: 'Age in days from which events are removed, every hour; null: none are.',
    }),
    eventCount: t.expose('count', { type: 'SafeInt', description: 'Events that are there.' }),
    removedCount: t.expose('removed', {
      type: 'SafeInt',
      description: 'Events that have been removed, from the beginning of the stream. Cursors before their end expired.',
    }),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the oldest event was taken in that is there; null: none is.',
    }),
  }),
});

builder.queryFields((t) => ({
  subscribers: t.field({
    type: [SubscriberRef],
    extensions: listSize(10),
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'All subscribers, and what of the viewer’s tenant they have still to do.',
    async resolve(_, __, { database, viewer, works }) {
      const loads = await findWorkLoads(database, viewer.tenantId);
      const letters = await countOpenDeadLetters(drizzleOn(database), viewer.tenantId);
      const idle = { waiting: 0, retrying: 0, active: 0, oldestAt: null };
      return works.map((work) => ({
        ...work,
        ...(loads.get(work.name) ?? idle),
        deadLetters: letters.get(work.name) ?? 0,
      }));
    },
  }),
  retention: t.field({
    type: RetentionRef,
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'Which events of the viewer’s tenant are kept, and since when.',
    resolve: async (_, __, { database, viewer, retentionDays }) => ({
      retentionDays: retentionDays ?? null,
      ...(await findStreamExtent(drizzleOn(database), viewer.tenantId)),
    }),
  }),
}));

const ReplayEventsResult = mutationResult<ReplayEventsOutcome>('ReplayEvents', {
  description: 'What is replayed, or why replayEvents was refused.',
  success: 'The subscriber gets the events again, or would.',
  fields: (t) => ({
    count: t.exposeInt('count', {
      description:
        'How many events it gets again, or would get. The subscriber webhook gets those of the last 29 days; older ones are passed over.',
    }),
    through: t.exposeString('through', { description: 'Up to and including this cursor the span is done.' }),
    hasMore: t.exposeBoolean('hasMore', {
      description: 'Whether the span goes on: take `through` as the next call’s `after`.',
    }),
  }),
  refusals: { invalid: ValidationError, 'not-found': NotFoundError },
});
const ReplayEventsInput = builder.inputType('ReplayEventsInput', {
  description: 'A span of events for one subscriber.',
  fields: (t) => ({
    subscriber: t.string({ required: true, description: 'Name of the subscriber.' }),
    after: t.string({ required: true, description: 'Cursor of the event behind which to begin.' }),
    through: t.string({ description: 'Cursor of the last event; left out: the newest one.' }),
    types: t.field({ type: [EventTypeEnum], description: 'Of one of these types; left out: all that it handles.' }),
    dryRun: t.boolean({ description: 'Only count; left out: no.' }),
  }),
});

const RemoveOldEventsResult = mutationResult<RemoveOldEventsOutcome>('RemoveOldEvents', {
  description: 'What was removed, or why removeOldEvents was refused.',
  success: 'Old events are removed.',
  fields: (t) => ({
    removed: t.exposeInt('removed', { description: 'How many.' }),
    isDone: t.exposeBoolean('isDone', {
      description: 'Whether everything is gone that may go; false: call it again.',
    }),
  }),
  refusals: { invalid: ValidationError },
});
const RemoveOldEventsInput = builder.inputType('RemoveOldEventsInput', {
  description: 'Which events to remove.',
  fields: (t) => ({
    olderThan: t.field({ type: 'DateTime', required: true, description: 'Taken in by the log before that time.' }),
  }),
});

builder.mutationFields((t) => ({
  replayEvents: t.field({
    type: ReplayEventsResult,
    authScopes: { role: 'ADMIN' },
    description: `Has one subscriber handle a span of events again; a call looks at most at ${MAX_REPLAY.toLocaleString('en')}. What it did for an event stays done and is not done twice; it is for a subscriber that came later, or whose fault is mended.`,
    args: { input: t.arg({ type: ReplayEventsInput, required: true, description: 'The span.' }) },
    resolve: (_, { input }, context) =>
      replayEvents(context, context.viewer, {
        ...input,
        through: input.through ?? undefined,
        types: filterList(input.types),
        dryRun: input.dryRun ?? false,
      }),
  }),
  removeOldEvents: t.field({
    type: RemoveOldEventsResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Removes old events of the viewer’s tenant for good, as retention does. What subscribers have still to handle stays, and decisions keep a copy of their event.',
    args: { input: t.arg({ type: RemoveOldEventsInput, required: true, description: 'Which ones.' }) },
    resolve: (_, { input: { olderThan } }, context) => removeOldEvents(context, context.viewer, olderThan),
  }),
}));
