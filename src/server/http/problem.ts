import type { ServerResponse } from 'node:http';

import { answer } from './answer.ts';

/** Every problem that an HTTP endpoint other than GraphQL answers with (RFC 9457); the names must not change. */
const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request is malformed' },
  'malformed-event': { status: 400, title: 'This is not a valid CloudEvent 1.0' },
  unauthenticated: { status: 401, title: 'The token is missing or invalid' },
  forbidden: { status: 403, title: 'Not allowed' },
  'foreign-tenant': { status: 403, title: 'The event belongs to another tenant' },
  'source-not-allowed': { status: 403, title: 'The token does not allow reporting as this source' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed' },
  'id-in-use': { status: 409, title: 'The source has already used this id for another event' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'too-many-events': { status: 413, title: 'The batch has too many events' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'invalid-data': { status: 422, title: 'The data of the event is invalid' },
  'type-not-reportable': { status: 422, title: 'Producers cannot report events of this type' },
  internal: { status: 500, title: 'An unexpected error occurred' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

export interface Problem {
  type: string;
  title: string;
  status: number;
  /** What is wrong in this case, for people. */
  detail: string;
  /** Everything that is wrong with an input. */
  issues?: readonly { path: readonly string[]; message: string }[];
  /** The id under which the server has logged it. */
  errorId?: string;
}

const TYPE_PREFIX = 'urn:problem-type:metadata-governance:';

export function problem(
  name: ProblemName,
  detail: string,
  members: Pick<Problem, 'issues' | 'errorId'> = {},
): { problem: Problem } {
  return { problem: { type: `${TYPE_PREFIX}${name}`, ...PROBLEMS[name], detail, ...members } };
}

/** Responds, and ends the connection: the rest of the request need not be read. */
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
