import type { z } from 'zod';

import type { Approval } from '../domain/approvals/approval.ts';
import type { Issue } from '../domain/entities/entity-change.ts';

/** Why an action was not taken. These are outcomes that a user can meet, not errors. */
export type Refusal =
  /** The input cannot be taken as it is. */
  | { kind: 'invalid'; message: string; issues: Issue[] }
  /** What the input names is not there. */
  | { kind: 'not-found'; message: string }
  /** Something else came first. `approval`: the request that was in the way, as it is now. */
  | { kind: 'conflict'; message: string; approval?: Approval | undefined }
  /** A rule of the workflow forbids it. */
  | { kind: 'forbidden'; message: string };

export type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>;

export type Done<T extends object> = T & { kind: 'done' };

/** What an action answers: that it is done, with what came of it, or one of the refusals it can meet. */
export type Outcome<T extends object, K extends Refusal['kind']> = Done<T> | RefusalOf<K>;

export function done<T extends object>(answer: T): Done<T> {
  return { ...answer, kind: 'done' };
}

export function invalid(issues: readonly Issue[]): RefusalOf<'invalid'> {
  const message = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return { kind: 'invalid', message, issues: [...issues] };
}

export function notFound(message: string): RefusalOf<'not-found'> {
  return { kind: 'not-found', message };
}

/** `approval`: the request that was in the way, as it is now. */
export function conflict(message: string, approval?: Approval): RefusalOf<'conflict'> {
  return { kind: 'conflict', message, approval };
}

export function forbidden(message: string): RefusalOf<'forbidden'> {
  return { kind: 'forbidden', message };
}

/** What Zod found, with the path that the value has in the input. */
export function issuesOf(error: z.ZodError, at: readonly string[] = []): Issue[] {
  return error.issues.map(({ path, message }) => ({ path: [...at, ...path.map(String)], message }));
}
