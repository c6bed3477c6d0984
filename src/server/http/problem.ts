import type { ServerResponse } from 'node:http';

import { answer } from './answer.ts';

/** Every problem that an HTTP endpoint beside GraphQL answers with (RFC 9457); the names are for good. */
const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'malformed-event': { status: 400, title: 'This is no CloudEvent 1.0' },
  unauthenticated: { status: 401, title: 'The token is missing or not valid' },
  forbidden: { status: 403, title: 'Not allowed' },
  'foreign-tenant': { status: 403, title: 'The event belongs to another tenant' },
  'source-not-allowed': { status: 403, title: 'The token may not report as this source' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method does nothing here' },
  'id-in-use': { status: 409, title: 'The source has used this id for another event' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'too-many-events': { status: 413, title: 'The batch has too many events' },
  'unsupported-media-type': { status: 415, title: 'The body is of a type that is not read here' },
  'invalid-data': { status: 422, title: 'The data of the event cannot be taken as it is' },
  'type-not-reportable': { status: 422, title: 'Events of this type are not reported from outside' },
  internal: { status: 500, title: 'Something went wrong here' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

export interface Problem {
  type: string;
  title: string;
  status: number;
  /** What is wrong with this one, for people. */
  detail: string;
  /** Everything that is wrong with an input. */
  issues?: readonly { path: readonly string[]; message: string }[];
  /** Under which the server's log has it. */
  errorId?: string;
}

const TYPE_PREFIX = 'urn:problem-type:metadata-governance:';

export const PROBLEM_TYPES = Object.keys(PROBLEMS).map((name) => `${TYPE_PREFIX}${name}`);

export function problem(
  name: ProblemName,
  detail: string,
  members: Pick<Problem, 'issues' | 'errorId'> = {},
): { problem: Problem } {
  return { problem: { type: `${TYPE_PREFIX}${name}`, ...PROBLEMS[name], detail, ...members } };
}

/** Answers, and ends the connection: what is left of the request need not be read. */
export function answerProblem(
  response: ServerResponse,
  { problem }: { problem: Problem },
  headers: Record<string, string> = {},
): void {
  answer(response, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', connection: 'close', ...headers },
    body: JSON.stringify(problem),
  });
}
