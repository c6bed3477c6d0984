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
import { mutationResult } from '../kit/mutation-result.ts';
import { instantKey, listCursor, resolvePage } from '../kit/page.ts';
import { ConflictError, NotFoundError, ValidationError } from '../kit/refusals.ts';

const DeadLetterRef = builder.objectRef<DeadLetter>('DeadLetter').implement({
  description: 'Work on an event that failed for good, and waits for somebody to mend its cause.',
  interfaces: [NodeRef],
  fields: (t) => ({
    subscriber: t.exposeString('subscriber', { description: 'Whose work it is, such as profile or quality.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event that the work is about; null: retention has removed it.',
      resolve: ({ eventOffset }, _, context) => eventAt(eventOffset, context),
    }),
    error: t.exposeString('error', { description: 'What went wrong at the last attempt.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    failedAt: t.expose('failedAt', { type: 'DateTime', description: 'When it was given up.' }),
    redeliveredAt: t.expose('redeliveredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was sent round again; null: not yet.',
    }),
    redeliveredBy: t.expose('redeliveredBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who sent it round again; null: nobody yet.',
    }),
    dismissedAt: t.expose('dismissedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was put away; null: it was not.',
    }),
    dismissedBy: t.expose('dismissedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who put it away; null: nobody.',
    }),
    dismissalReason: t.exposeString('dismissalReason', {
      nullable: true,
      description: 'Why it was put away; null: it was not.',
    }),
  }),
});

const DeadLetterConnection = builder.connectionObject(
  { type: DeadLetterRef, name: 'DeadLetterConnection', description: 'A page of dead letters.' },
  { name: 'DeadLetterEdge', description: 'A dead letter and its place in the list.' },
);

const keySchema = z.object({
  failedAt: instantKey,
  id: z.string().refine((id) => uuidIn('DEAD_LETTER', id) !== undefined),
});

builder.queryField('deadLetters', (t) =>
  t.field({
    type: DeadLetterConnection,
    // Whoever sends work round again need not see anything else.
    skipTypeScopes: true,
    authScopes: { role: 'ADMIN' },
    description: 'Work that failed for good, newest first.',
    args: {
      includeRedelivered: t.arg.boolean({
        description: 'Whether those are listed too that have been sent round again; left out: no.',
      }),
      includeDismissed: t.arg.boolean({
        description: 'Whether those are listed too that have been dismissed; left out: no.',
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
  success: 'The work is under way again.',
  fields: (t) => ({
    deadLetter: t.expose('deadLetter', { type: DeadLetterRef, description: 'The dead letter as it is now.' }),
  }),
  refusals: { 'not-found': NotFoundError, conflict: ConflictError },
});
const RedeliverDeadLetterInput = builder.inputType('RedeliverDeadLetterInput', {
  description: 'A dead letter whose cause is gone.',
  fields: (t) => ({ deadLetterId: t.id({ required: true, description: 'Id of the dead letter.' }) }),
});

builder.mutationField('redeliverDeadLetter', (t) =>
  t.field({
    type: RedeliverDeadLetterResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Sends a dead letter round again, once. If the work fails for good again, it becomes another dead letter.',
    args: { input: t.arg({ type: RedeliverDeadLetterInput, required: true, description: 'The dead letter.' }) },
    resolve: (_, { input }, context) => redeliverDeadLetter(context, context.viewer, input.deadLetterId),
  }),
);

const DismissDeadLetterResult = mutationResult<DismissOutcome>('DismissDeadLetter', {
  description: 'The dead letter, or why dismissDeadLetter was refused.',
  success: 'The dead letter is put away; its work is not done.',
  fields: (t) => ({
    deadLetter: t.expose('deadLetter', { type: DeadLetterRef, description: 'The dead letter as it is now.' }),
  }),
  refusals: { invalid: ValidationError, 'not-found': NotFoundError, conflict: ConflictError },
});
const DismissDeadLetterInput = builder.inputType('DismissDeadLetterInput', {
  description: 'A dead letter whose work need not be done.',
  fields: (t) => ({
    deadLetterId: t.id({ required: true, description: 'Id of the dead letter.' }),
    reason: t.string({ required: true, description: 'Why it need not be done: up to 1,000 characters.' }),
  }),
});

builder.mutationField('dismissDeadLetter', (t) =>
  t.field({
    type: DismissDeadLetterResult,
    authScopes: { role: 'ADMIN' },
    description: 'Puts a dead letter away without doing its work, once. It is kept, with who did so and why.',
    args: { input: t.arg({ type: DismissDeadLetterInput, required: true, description: 'The dead letter.' }) },
    resolve: (_, { input }, context) => dismissDeadLetter(context, context.viewer, input),
  }),
);
