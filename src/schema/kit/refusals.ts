import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Refusal } from '../../workflow/outcome.ts';
import { builder } from './builder.ts';
import { ActorRef } from './common-types.ts';
import { ApprovalRef } from './refs.ts';

type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>;
interface PlainRefusal {
  kind: string;
  message: string;
}

export const ErrorInterface = builder.interfaceRef<PlainRefusal>('Error').implement({
  description: 'Why something was not done.',
  fields: (t) => ({ message: t.exposeString('message', { description: 'The reason, for people.' }) }),
});

export const IssueRef = builder.objectRef<Issue>('ValidationIssue').implement({
  description: 'One thing that is wrong with an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'Where in the input it is.' }),
    message: t.exposeString('message', { description: 'What is wrong.' }),
  }),
});

const ValidationErrorRef = builder.objectRef<RefusalOf<'ValidationError'>>('ValidationError').implement({
  description: 'The input cannot be taken as it is.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ issues: t.expose('issues', { type: [IssueRef], description: 'Everything that is wrong.' }) }),
});

const ConflictErrorRef = builder.objectRef<RefusalOf<'ConflictError'>>('ConflictError').implement({
  description: 'Someone else changed or decided it first.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    // Not `approval`, which is never null in the successes: a document could not ask for both without an alias.
    currentApproval: t.field({
      type: ApprovalRef,
      nullable: true,
      description: 'The request that was in the way, as it is now; null: it was something else.',
      resolve: ({ approval }) => approval ?? null,
    }),
    decidedBy: t.field({
      type: ActorRef,
      nullable: true,
      description: 'Who decided the request first; null: nobody has.',
      resolve: ({ approval }) => approval?.decidedBy ?? null,
    }),
    decidedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the request was decided; null: it is not.',
      resolve: ({ approval }) => approval?.decidedAt ?? null,
    }),
  }),
});

function plainRefusal(name: string, description: string) {
  return builder.objectRef<PlainRefusal>(name).implement({ description, interfaces: [ErrorInterface] });
}

/** The types of the refusals: every result of a mutation is one of these or its success. */
export const REFUSAL_TYPES = {
  ValidationError: ValidationErrorRef,
  NotFoundError: plainRefusal('NotFoundError', 'What the input names is not there.'),
  ConflictError: ConflictErrorRef,
  ForbiddenError: plainRefusal('ForbiddenError', 'A rule of the workflow forbids it.'),
} as const satisfies Record<Refusal['kind'], unknown>;
