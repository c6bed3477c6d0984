import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { answerJson } from '../http/answer-json.ts';
import { createPlainServer, type PlainServerParts } from '../http/plain-server.ts';
import { refuseToPages } from '../http/request-guard.ts';

export interface HealthServerParts extends Omit<PlainServerParts, 'handle' | 'routeOf'> {
  metrics: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers what asks how the server is; false for every other path. */
  answerHealth: (path: string, response: ServerResponse) => Promise<boolean>;
  /** Whether there is no authentication; then only this machine is served. */
  isLocal: boolean;
}

const ROUTES = ['/health/live', '/health/ready', '/metrics'];

/** For an instance that serves no clients: its health and its metrics, at the same paths as those of others. */
export function createHealthServer(parts: HealthServerParts): Server {
  const { metrics, answerHealth, isLocal } = parts;
  return createPlainServer({
    ...parts,
    routeOf: (path) => (ROUTES.includes(path) ? path : 'other'),
    async handle(path, request, response) {
      if (await answerHealth(path, response)) return;
      if (path !== '/metrics') {
        answerJson(response, 404, { error: 'not found; this instance serves no clients (RUN)' });
      } else if (!refuseToPages(request, response, isLocal)) metrics(request, response);
    },
  });
}
