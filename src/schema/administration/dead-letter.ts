import * as z from 'zod';

import type { DeadLetter } from '../../domain/administration/dead-letter.ts';
import { uuidIn } from '../../domain/ids.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { pageOfDeadLetters } from '../../store/queue/dead-letters.ts';
import { dismissDeadLetter, type DismissOutcome } from '../../workflow/administration/dismiss-dead-letter.ts';
import { redeliverDeadLetter, type RedeliverOutcome } from '../../workflow/administration/redeliver-dead-letter.ts';
import { eventAt, EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, NodeRef } from '../kit/common-types.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ConflictError, NotFoundError, ValidationError } from '../kit/refusals.ts';

const DeadLetterRef = builder.objectRef<DeadLetter>('DeadLetter').implement({
  description: 'A job that failed for good. It waits for an administrator to fix the cause.',
  interfaces: [NodeRef],
  fields: (t) => ({
    subscriber: t.exposeString('subscriber', { description: 'Name of the subscriber, such as profile or quality.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event that the job handles; null if it handles none, or if retention has removed it.',
      resolve: ({ eventOffset }, _, context) => eventAt(eventOffset, context),
    }),
    error: t.exposeString('error', { description: 'The error of the last attempt.' }),
    attempts: t.exposeInt('attempts', { description: 'Number of attempts.' }),
    failedAt: t.expose('failedAt', { type: 'DateTime', description: 'When the job failed for good.' }),
    redeliveredAt: t.expose('redeliveredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was redelivered; null if it was not.',
    }),
    redeliveredBy: t.expose('redeliveredBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who redelivered it; null if nobody did.',
    }),
    dismissedAt: t.expose('dismissedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was dismissed; null if it was not.',
    }),
    dismissedBy: t.expose('dismissedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who dismissed it; null if nobody did.',
    }),
    dismissalReason: t.exposeString('dismissalReason', {
      nullable: true,
      description: 'Why it was dismissed; null if it was not.',
    }),
  }),
});

const DeadLetterConnection = builder.connectionObject(
  { type: DeadLetterRef, name: 'DeadLetterConnection', description: 'A page of dead letters.' },
  { name: 'DeadLetterEdge', description: 'A dead letter and its cursor.' },
);

const keySchema = z.object({
  failedAt: instantKey,
  id: z.string().refine((id) => uuidIn('DEAD_LETTER', id) !== undefined),
});

builder.queryField('deadLetters', (t) =>
  t.field({
    type: DeadLetterConnection,
    // The role is sufficient: redelivering requires no permission to read anything else.
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'Jobs that failed for good, newest first.',
    args: {
      includeRedelivered: t.arg.boolean({
        description: 'Whether to include redelivered ones. Default: false.',
      }),
      includeDismissed: t.arg.boolean({
        description: 'Whether to include dismissed ones. Default: false.',
      }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { includeRedelivered, includeDismissed, ...args }, { database, viewer }) =>
      resolvePage(
        args,
        listCursor('deadLetters', viewer.tenantId, keySchema),
        ({ failedAt, id }: DeadLetter) => ({ failedAt: failedAt.toISOString(), id }),
        (range) =>
          pageOfDeadLetters(
            drizzleOn(database),
            viewer.tenantId,
            { includeRedelivered: includeRedelivered ?? false, includeDismissed: includeDismissed ?? false },
            range,
          ),
      ),
  }),
);

const RedeliverDeadLetterResult = mutationResult<RedeliverOutcome>('RedeliverDeadLetter', {
  description: 'The dead letter, or why redeliverDeadLetter was refused.',
  success: 'The job has been queued again.',
  fields: (t) => ({
    deadLetter: t.expose('deadLetter', { type: DeadLetterRef, description: 'The dead letter after the mutation.' }),
  }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});
const RedeliverDeadLetterInput = builder.inputType('RedeliverDeadLetterInput', {
  description: 'A dead letter whose cause has been fixed.',
  fields: (t) => ({ deadLetterId: t.id({ required: true, description: 'Id of the dead letter.' }) }),
});

builder.mutationField('redeliverDeadLetter', (t) =>
  t.field({
    type: RedeliverDeadLetterResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Redelivers a dead letter: its job runs again. This is possible once; if the job fails for good again, it becomes a new dead letter.',
    args: { input: t.arg({ type: RedeliverDeadLetterInput, required: true, description: 'The dead letter.' }) },
    resolve: (_, { input }, context) => redeliverDeadLetter(context, context.viewer, input.deadLetterId),
  }),
);

const DismissDeadLetterResult = mutationResult<DismissOutcome>('DismissDeadLetter', {
  description: 'The dead letter, or why dismissDeadLetter was refused.',
  success: 'The dead letter is dismissed, and its job will not run.',
  fields: (t) => ({
    deadLetter: t.expose('deadLetter', { type: DeadLetterRef, description: 'The dead letter after the mutation.' }),
  }),
  refusals: { invalid: ValidationError, 'not-found': NotFoundError, conflict: ConflictError },
});
const DismissDeadLetterInput = builder.inputType('DismissDeadLetterInput', {
  description: 'A dead letter whose job is not needed.',
  fields: (t) => ({
    deadLetterId: t.id({ required: true, description: 'Id of the dead letter.' }),
    comment: t.string({ description: 'Why the job is not needed: up to 1,000 characters; must not be empty.' }),
    reason: t.string({
      required: true,
      defaultValue: '',
      deprecationReason: 'Use `comment`, as everywhere.',
      description: 'Why the job is not needed, if there is no `comment`.',
    }),
  }),
});

builder.mutationField('dismissDeadLetter', (t) =>
  t.field({
    type: DismissDeadLetterResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Dismisses a dead letter without running its job. This is possible once. The letter is kept, with who dismissed it and why.',
    args: { input: t.arg({ type: DismissDeadLetterInput, required: true, description: 'The dead letter.' }) },
    resolve: (_, { input: { deadLetterId, comment, reason } }, context) =>
      dismissDeadLetter(context, context.viewer, { deadLetterId, comment: comment ?? reason }),
  }),
);
