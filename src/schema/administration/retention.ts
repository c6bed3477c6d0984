import { drizzleOn } from '../../store/database/drizzle.ts';
import { findStreamExtent } from '../../store/log/trim-stream.ts';
import { removeOldEvents, type RemoveOldEventsOutcome } from '../../workflow/administration/remove-old-events.ts';
import { builder } from '../kit/builder.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ValidationError } from '../kit/refusals.ts';

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
      description: 'Age in days from which events are removed, every hour; null if no events are removed.',
    }),
    eventCount: t.expose('count', { type: 'SafeInt', description: 'Events that are in the log.' }),
    removedCount: t.expose('removed', {
      type: 'SafeInt',
      description:
        'Events that have been removed from the beginning of the stream. Cursors before the last removed event have expired.',
    }),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the log recorded its oldest event; null if it has none.',
    }),
  }),
});

builder.queryFields((t) => ({
  retention: t.field({
    type: RetentionRef,
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'Which events of the viewer’s tenant are kept, and how far back they go.',
    resolve: async (_, __, { database, viewer, retentionDays }) => ({
      retentionDays: retentionDays ?? null,
      ...(await findStreamExtent(drizzleOn(database), viewer.tenantId)),
    }),
  }),
}));

const RemoveOldEventsResult = mutationResult<RemoveOldEventsOutcome>('RemoveOldEvents', {
  description: 'What was removed, or why removeOldEvents was refused.',
  success: 'Old events have been removed.',
  fields: (t) => ({
    removed: t.exposeInt('removed', { description: 'How many events were removed.' }),
    isDone: t.exposeBoolean('isDone', {
      description: 'Whether all events that can be removed are gone. If false, call it again.',
    }),
  }),
  refusals: { invalid: ValidationError },
});
const RemoveOldEventsInput = builder.inputType('RemoveOldEventsInput', {
  description: 'Which events to remove.',
  fields: (t) => ({
    olderThan: t.field({
      type: 'DateTime',
      required: true,
      description: 'Remove the events that the log recorded before this time.',
    }),
  }),
});

builder.mutationFields((t) => ({
  removeOldEvents: t.field({
    type: RemoveOldEventsResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Permanently removes old events of the viewer’s tenant, as retention does. Events that subscribers have not handled yet are kept, and decisions keep a copy of their event.',
    args: { input: t.arg({ type: RemoveOldEventsInput, required: true, description: 'Which events to remove.' }) },
    resolve: (_, { input: { olderThan } }, context) => removeOldEvents(context, context.viewer, olderThan),
  }),
}));
