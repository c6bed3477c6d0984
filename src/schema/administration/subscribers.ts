import type { JobCounts } from '../../domain/administration/job-counts.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { countOpenDeadLetters } from '../../store/queue/dead-letters.ts';
import { findJobCounts } from '../../store/queue/job-counts.ts';
import {
  MAX_REPLAY,
  replayEvents,
  type ReplayEventsOutcome,
  type SubscriberInfo,
} from '../../workflow/administration/replay-events.ts';
import { builder } from '../kit/builder.ts';
import { EventTypeEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { NotFoundError, ValidationError } from '../kit/refusals.ts';

interface Subscriber extends SubscriberInfo, JobCounts {
  deadLetters: number;
}

const SubscriberRef = builder.objectRef<Subscriber>('Subscriber').implement({
  description: 'Server-side code that handles events durably, and the state of its jobs for the viewer’s tenant.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, as in dead letters.' }),
    types: t.field({
      type: [EventTypeEnum],
      description: 'The events that it handles; empty if it runs follow-up jobs of other subscribers.',
      resolve: ({ types }) => [...types],
    }),
    waiting: t.exposeInt('waiting', { description: 'Jobs that have not been tried yet.' }),
    retrying: t.exposeInt('retrying', { description: 'Jobs that failed and wait for their next attempt.' }),
    active: t.exposeInt('active', { description: 'Jobs that are running, on any instance.' }),
    deadLetters: t.exposeInt('deadLetters', {
      description: 'Jobs that failed for good and were neither redelivered nor dismissed.',
    }),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the oldest unfinished job was queued; null if there is none.',
    }),
  }),
});

builder.queryFields((t) => ({
  subscribers: t.field({
    type: [SubscriberRef],
    extensions: listSize(10),
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'All subscribers, with their unfinished jobs for the viewer’s tenant.',
    async resolve(_, __, { database, viewer, subscribers }) {
      const jobCounts = await findJobCounts(database, viewer.tenantId);
      const deadLetters = await countOpenDeadLetters(drizzleOn(database), viewer.tenantId);
      const idle = { waiting: 0, retrying: 0, active: 0, oldestAt: null };
      return subscribers.map((subscriber) => ({
        ...subscriber,
        ...(jobCounts.get(subscriber.name) ?? idle),
        deadLetters: deadLetters.get(subscriber.name) ?? 0,
      }));
    },
  }),
}));

const ReplayEventsResult = mutationResult<ReplayEventsOutcome>('ReplayEvents', {
  description: 'What is replayed, or why replayEvents was refused.',
  success: 'The subscriber will handle the events again. With dryRun, it would.',
  fields: (t) => ({
    count: t.exposeInt('count', {
      description:
        'How many events are, or would be, handled again. The subscriber webhook skips events that are too old to know whether they were delivered.',
    }),
    through: t.exposeString('through', { description: 'The range has been covered up to and including this cursor.' }),
    hasMore: t.exposeBoolean('hasMore', {
      description: 'Whether events of the range are left: pass `through` as `after` of the next call.',
    }),
  }),
  refusals: { invalid: ValidationError, 'not-found': NotFoundError },
});
const ReplayEventsInput = builder.inputType('ReplayEventsInput', {
  description: 'A range of events for one subscriber.',
  fields: (t) => ({
    subscriber: t.string({ required: true, description: 'Name of the subscriber.' }),
    after: t.string({ required: true, description: 'Cursor of the event after which the range begins.' }),
    through: t.string({ description: 'Cursor of the last event. Default: the newest event.' }),
    types: t.field({
      type: [EventTypeEnum],
      description: 'Only events of these types. Default: all types that the subscriber handles.',
    }),
    dryRun: t.boolean({ description: 'Whether only to count the events. Default: false.' }),
  }),
});

builder.mutationFields((t) => ({
  replayEvents: t.field({
    type: ReplayEventsResult,
    authScopes: { role: 'ADMIN' },
    description: `Has one subscriber handle a range of events again. One call looks at up to ${MAX_REPLAY.toLocaleString('en')} events. Work that was already done for an event is not repeated. Use this for a subscriber that was added later, or after a bug in it was fixed.`,
    args: { input: t.arg({ type: ReplayEventsInput, required: true, description: 'The range.' }) },
    resolve: (_, { input }, context) =>
      replayEvents(context, context.viewer, {
        ...input,
        through: input.through ?? undefined,
        types: filterList(input.types),
        dryRun: input.dryRun ?? false,
      }),
  }),
}));
