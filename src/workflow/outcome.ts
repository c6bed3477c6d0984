import type { z } from 'zod';

import type { Approval } from '../domain/approvals/approval.ts';
import type { Issue } from '../domain/entities/entity-change.ts';
import type { Incident } from '../domain/incidents/incident.ts';

/** Why an action was refused. These are outcomes that a user can meet, not errors. */
export type Refusal =
  /** The input is invalid. */
  | { kind: 'invalid'; message: string; issues: Issue[] }
  /** What the input names does not exist. */
  | { kind: 'not-found'; message: string }
  /** Another change came first. `approval`, `incident`: the current state of what was in the way. */
  | { kind: 'conflict'; message: string; approval?: Approval | undefined; incident?: Incident | undefined }
  /** A rule of the workflow forbids it. */
  | { kind: 'forbidden'; message: string };

/** A refusal of what may be done only now and then: it was done a short time ago, and may be done again from `retryAt` on. */
export interface TooSoon {
  kind: 'too-soon';
  message: string;
  retryAt: Date;
}

export type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>;

export type Done<T extends object> = T & { kind: 'done' };

/** The outcome of an action: success with its result, or one of the possible refusals. */
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

/** `approval`: the current state of the request that was in the way. */
export function conflict(message: string, approval?: Approval): RefusalOf<'conflict'> {
  return { kind: 'conflict', message, approval };
}

export function forbidden(message: string): RefusalOf<'forbidden'> {
  return { kind: 'forbidden', message };
}

export function tooSoon(message: string, retryAt: Date): TooSoon {
  return { kind: 'too-soon', message, retryAt };
}

/** What Zod found, with the path of the value in the input. */
export function issuesOf(error: z.ZodError, at: readonly string[] = []): Issue[] {
  return error.issues.map(({ path, message }) => ({ path: [...at, ...path.map(String)], message }));
}
