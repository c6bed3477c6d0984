import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { answerProblem, problem } from '../http/problem.ts';

export interface MetricsHttpParts {
  /** The text format of Prometheus. */
  read: () => Promise<string>;
  /** The token that a scraper must send. If left out, only a local server answers. */
  token: string | undefined;
  isLocal: boolean;
  onError: (error: unknown) => void;
}

/** Prometheus 0.0.4. */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Answers GET /metrics. The figures cover all tenants, so no tenant's token gives access. */
export function createMetricsHttp({ read, token, isLocal, onError }: MetricsHttpParts) {
  return ({ method, headers }: IncomingMessage, response: ServerResponse): void => {
    if (token === undefined && !isLocal) {
      answerProblem(response, problem('not-found', 'METRICS_TOKEN is not set.'));
    } else if (token !== undefined && !isSame(headers.authorization, `Bearer ${token}`)) {
      const challenge = { 'www-authenticate': 'Bearer' };
      answerProblem(response, problem('unauthenticated', 'The bearer token must be METRICS_TOKEN.'), challenge);
    } else if (method !== 'GET') {
      answerProblem(response, problem('method-not-allowed', 'Use GET to read metrics.'), { allow: 'GET' });
    } else {
      read().then(
        (text) => response.writeHead(200, { 'content-type': CONTENT_TYPE }).end(text),
        (error: unknown) => {
          onError(error);
          answerProblem(response, problem('internal', 'The metrics could not be read.'));
        },
      );
    }
  };
}

/** Takes the same time wherever the two differ. */
function isSame(given: string | undefined, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given ?? ''), hash(expected));
}
