import type { ServerResponse } from 'node:http';

import { answerJson } from '../http/answer-json.ts';
import type { Readiness } from './readiness.ts';

/** Answers /health/live and /health/ready; false for every other path. */
export function createHealthHttp(checkReadiness: () => Promise<Readiness>) {
  return async (path: string, response: ServerResponse): Promise<boolean> => {
    if (path === '/health/live') {
      answerJson(response, 200, { status: 'ok' });
      return true;
    }
    if (path !== '/health/ready') return false;
    const readiness = await checkReadiness();
    answerJson(response, readiness.status === 'not ready' ? 503 : 200, readiness);
    return true;
  };
}
