import type { Issue } from '../domain/entity-change.ts';
import type { Refusal } from '../workflow/outcome.ts';
import { builder } from './builder.ts';

type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>;
interface PlainRefusal {
  kind: string;
  message: string;
}

const ErrorInterface = builder.interfaceRef<PlainRefusal>('Error').implement({
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

function plainRefusal(name: string, description: string) {
  return builder.objectRef<PlainRefusal>(name).implement({ description, interfaces: [ErrorInterface] });
}

/** The types of the refusals: every result of a mutation is one of these or its success. */
export const REFUSAL_TYPES = {
  ValidationError: ValidationErrorRef,
  NotFoundError: plainRefusal('NotFoundError', 'What the input names is not there.'),
  ConflictError: plainRefusal('ConflictError', 'Someone else changed or decided it first.'),
  ForbiddenError: plainRefusal('ForbiddenError', 'A rule of the workflow forbids it.'),
} as const satisfies Record<Refusal['kind'], unknown>;
