import * as z from 'zod';

import { uuidIn } from '../domain/ids.ts';
import { pageOfDeadLetters, type DeadLetter } from '../store/dead-letters.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { redeliverDeadLetter } from '../workflow/redeliver-dead-letter.ts';
import { builder } from './builder.ts';
import { ActorRef, NodeRef } from './common-types.ts';
import { EventUnion, readable } from './event.ts';
import { listCursor, resolvePage } from './page.ts';
import { REFUSAL_TYPES } from './refusals.ts';

const DeadLetterRef = builder.objectRef<DeadLetter>('DeadLetter').implement({
  description: 'Work on an event that failed for good, and waits for somebody to mend its cause.',
  interfaces: [NodeRef],
  fields: (t) => ({
    subscriber: t.exposeString('subscriber', { description: 'Whose work it is, such as profile or quality.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event that the work is about; null: retention has removed it.',
      resolve: async ({ eventOffset }, _, { loaders }) => {
        const entry = await loaders.logEntry.load(eventOffset);
        return entry ? readable(entry) : null;
      },
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
  }),
});

const DeadLetterConnection = builder.connectionObject(
  { type: DeadLetterRef, name: 'DeadLetterConnection', description: 'A page of dead letters.' },
  { name: 'DeadLetterEdge', description: 'A dead letter and its place in the list.' },
);

const keySchema = z.object({
  failedAt: z.iso.datetime().regex(/^[12]/),
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
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { includeRedelivered, ...args }, { database, viewer }) =>
      resolvePage(
        args,
        listCursor('deadLetters', viewer.tenantId, keySchema),
        ({ failedAt, id }: DeadLetter) => ({ failedAt: failedAt.toISOString(), id }),
        (range) =>
          pageOfDeadLetters(
            drizzleOn(database),
            viewer.tenantId,
            { includeRedelivered: includeRedelivered ?? false },
            range,
          ),
      ),
  }),
);

const RedeliverDeadLetterSuccess = builder
  .objectRef<{ kind: 'RedeliverDeadLetterSuccess'; deadLetter: DeadLetter }>('RedeliverDeadLetterSuccess')
  .implement({
    description: 'The work is under way again.',
    fields: (t) => ({
      deadLetter: t.expose('deadLetter', { type: DeadLetterRef, description: 'The dead letter as it is now.' }),
    }),
  });
const RedeliverDeadLetterResult = builder.unionType('RedeliverDeadLetterResult', {
  description: 'The dead letter, or why redeliverDeadLetter was refused.',
  types: [RedeliverDeadLetterSuccess, REFUSAL_TYPES.NotFoundError, REFUSAL_TYPES.ConflictError],
  resolveType: ({ kind }) => kind,
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
