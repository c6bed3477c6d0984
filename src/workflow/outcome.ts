import type { z } from 'zod';

import type { Approval } from '../domain/approvals/approval.ts';
import type { Issue } from '../domain/entities/entity-change.ts';

/** Why an action was not taken. These are outcomes that a user can meet, not errors. */
export type Refusal =
  | { kind: 'ValidationError'; message: string; issues: Issue[] }
  | { kind: 'ConflictError'; message: string; approval?: Approval | undefined }
  | { kind: 'NotFoundError' | 'ForbiddenError'; message: string };

export type Invalid = Extract<Refusal, { kind: 'ValidationError' }>;
export type Conflict = Extract<Refusal, { kind: 'ConflictError' }>;

export function invalid(issues: readonly Issue[]): Invalid {
  const message = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return { kind: 'ValidationError', message, issues: [...issues] };
}

export function notFound(message: string): Refusal {
  return { kind: 'NotFoundError', message };
}

/** `approval`: the request that was in the way, as it is now. */
export function conflict(message: string, approval?: Approval): Conflict {
  return { kind: 'ConflictError', message, approval };
}

export function forbidden(message: string): Refusal {
  return { kind: 'ForbiddenError', message };
}

/** What Zod found, with the path that the value has in the input. */
export function issuesOf(error: z.ZodError, at: readonly string[] = []): Issue[] {
  return error.issues.map(({ path, message }) => ({ path: [...at, ...path.map(String)], message }));
}
