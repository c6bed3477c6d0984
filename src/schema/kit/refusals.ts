import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Refusal, RefusalOf, TooSoon } from '../../workflow/outcome.ts';
import { builder } from './builder.ts';
import { ActorRef } from './common-types.ts';
import { listSize } from './lists/list-size.ts';
import { ApprovalRef, IncidentRef } from './refs.ts';

/** A change has rarely more warnings. */
export const USUAL_WARNINGS = 3;

export const ErrorInterface = builder.interfaceRef<{ message: string }>('Error').implement({
  description: 'Why something was not done.',
  fields: (t) => ({ message: t.exposeString('message', { description: 'The reason, for people.' }) }),
});

export const IssueRef = builder.objectRef<Issue>('ValidationIssue').implement({
  description: 'One problem with an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'Path in the input.' }),
    message: t.exposeString('message', { description: 'The problem.' }),
  }),
});

export const ValidationError = builder.objectRef<RefusalOf<'invalid'>>('ValidationError').implement({
  description: 'The input is invalid.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [IssueRef],
      extensions: listSize(10),
      description: 'All problems with the input.',
    }),
  }),
});

export const NotFoundError = builder.objectRef<RefusalOf<'not-found'>>('NotFoundError').implement({
  description: 'Something that the input names does not exist.',
  interfaces: [ErrorInterface],
});

export const ConflictError = builder.objectRef<RefusalOf<'conflict'>>('ConflictError').implement({
  description: 'Somebody else changed or decided it first.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    // Not `approval`, which is never null in the successes: a document could not select both without an alias.
    currentApproval: t.field({
      type: ApprovalRef,
      nullable: true,
      description: 'The request that caused the conflict, as it is now; null if the cause was something else.',
      resolve: ({ approval }) => approval ?? null,
    }),
    currentIncident: t.field({
      type: IncidentRef,
      nullable: true,
      description: 'The incident that caused the conflict, as it is now; null if the cause was something else.',
      resolve: ({ incident }) => incident ?? null,
    }),
    decidedBy: t.field({
      type: ActorRef,
      nullable: true,
      description: 'Who decided the request first; null if nobody has.',
      resolve: ({ approval }) => approval?.decidedBy ?? null,
    }),
    decidedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the request was decided; null if it was not.',
      resolve: ({ approval }) => approval?.decidedAt ?? null,
    }),
  }),
});

const ForbiddenError = builder.objectRef<RefusalOf<'forbidden'>>('ForbiddenError').implement({
  description: 'A rule of the workflow forbids the action.',
  interfaces: [ErrorInterface],
});

export const TooSoonError = builder.objectRef<TooSoon>('TooSoonError').implement({
  description: 'It was done a short time ago, and may be done again later.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAt: t.expose('retryAt', { type: 'DateTime', description: 'From when it may be done again.' }),
  }),
});

/** The type of each refusal, for a result that can be any of them. */
export const REFUSAL_TYPES = {
  invalid: ValidationError,
  'not-found': NotFoundError,
  conflict: ConflictError,
  forbidden: ForbiddenError,
} satisfies { [K in Refusal['kind']]: { $inferType: RefusalOf<K> } };
