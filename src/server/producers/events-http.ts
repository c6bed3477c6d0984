import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { MAX_BATCH_EVENTS } from '../../events/schemas/reported-event.ts';
import {
  type RefreshReport,
  reportDataRefreshes,
  type ReportDataRefreshOutcome,
  type ReportDataRefreshParts,
} from '../../workflow/events/report-data-refresh.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import { parseTraceparent } from '../graphql/trace-context.ts';
import { answerProblem, type Problem, problem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { MAX_BODY_BYTES } from '../http/request-guard.ts';
import { contentModeOf, readCloudEvents } from './read-cloud-events.ts';
import { refreshReportOf } from './refresh-report-of.ts';

export interface EventsHttpParts {
  parts: ReportDataRefreshParts;
  authenticate: Authenticate;
  maskError: MaskError;
  /** Called with the result of each event. */
  onResult?: (outcome: Result['outcome']) => void;
}

/** The result of one event. */
type Result =
  | { outcome: 'accepted' | 'duplicate'; eventId: string; correlationId: string; cursor: string }
  | { outcome: 'refused'; problem: Problem };

/** POST /events: CloudEvents 1.0 of other systems, individually or in batches; OPTIONS is the handshake of webhooks. */
export function createEventsHttp(server: EventsHttpParts) {
  const { parts, authenticate, maskError, onResult } = server;

  async function identify({ headers }: IncomingMessage): Promise<Viewer | { problem: Problem }> {
    try {
      const actorId = headers['x-actor-id'];
      const viewer = await authenticate({
        authorization: headers.authorization,
        actorId: typeof actorId === 'string' ? actorId : undefined,
      });
      if (!viewer.roles.includes('PRODUCER')) return problem('forbidden', 'The token lacks the role PRODUCER.');
      return viewer;
    } catch (error) {
      if (error instanceof AppError) return problem('unauthenticated', error.message);
      throw error;
    }
  }

  /** One transaction for all acceptable events. */
  async function reportAll(raws: readonly unknown[], viewer: Viewer, traceparent: string | undefined) {
    const read = raws.map((raw) => refreshReportOf(raw, { viewer, now: parts.clock(), traceparent }));
    const reports: RefreshReport[] = read.flatMap((item) => ('report' in item ? item.report : []));
    const outcomes = (await reportDataRefreshes(parts, viewer, reports)).values();
    const results = read.map((item): Result => {
      if ('problem' in item) return { outcome: 'refused', ...item };
      const outcome = outcomes.next().value;
      if (!outcome) throw new Error('a report was given no answer');
      return resultOf(outcome);
    });
    for (const { outcome } of results) onResult?.(outcome);
    return results;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestOrigin = request.method === 'OPTIONS' ? request.headers['webhook-request-origin'] : undefined;
    if (request.method !== 'POST' && typeof requestOrigin !== 'string') {
      answerProblem(response, problem('method-not-allowed', 'Use POST to report events.'), { allow: 'POST' });
      return;
    }
    const viewer = await identify(request);
    if ('problem' in viewer) {
      const headers = { ...(viewer.problem.status === 401 && { 'www-authenticate': 'Bearer' }) };
      answerProblem(response, viewer, headers);
      return;
    }
    if (typeof requestOrigin === 'string') {
      response.writeHead(204, { allow: 'POST', ...consentTo(requestOrigin) }).end();
      return;
    }
    const mode = contentModeOf(request);
    if (typeof mode === 'object') {
      answerProblem(response, mode);
      return;
    }
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === 'aborted') return;
    if (body === 'too large') {
      answerProblem(response, problem('body-too-large', `A body can have at most ${MAX_BODY_BYTES} bytes.`));
      return;
    }
    const read = readCloudEvents(request, mode, body.bytes);
    if ('problem' in read) {
      answerProblem(response, read);
      return;
    }
    const traceparent = parseTraceparent(request.headers.traceparent);
    if (read.mode !== 'batch') {
      const [result] = await reportAll([read.event], viewer, traceparent);
      if (result?.outcome === 'refused') answerProblem(response, result);
      else answer(response, 200, { ...namesOf(read.event), ...result });
    } else if (read.events.length > MAX_BATCH_EVENTS) {
      answerProblem(response, problem('too-many-events', `A batch can have at most ${MAX_BATCH_EVENTS} events.`));
    } else {
      const results = await reportAll(read.events, viewer, traceparent);
      const isMixed = results.some(({ outcome }) => outcome === 'refused');
      answer(response, isMixed ? 207 : 200, {
        results: results.map((result, index) => ({ ...namesOf(read.events[index]), ...result })),
      });
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      const { message, extensions } = maskError(error);
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { errorId } = extensions;
      answerProblem(response, problem('internal', message, typeof errorId === 'string' ? { errorId } : {}));
    });
  };
}

/**
 * The handshake of https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection: a
 * producer that may report may have a broker send the events here, at any rate.
 */
function consentTo(origin: string) {
  return { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' };
}

function resultOf(outcome: ReportDataRefreshOutcome): Result {
  switch (outcome.kind) {
    case 'done': {
      const { event, cursor } = outcome.entry;
      const { id: eventId, correlationId } = event;
      return { outcome: outcome.duplicate ? 'duplicate' : 'accepted', eventId, correlationId, cursor };
    }
    case 'invalid':
      return {
        outcome: 'refused',
        ...problem('invalid-data', 'The data is not valid for data.refreshed.', {
          issues: outcome.issues.map(({ path, message }) => ({ path: ['data', ...path], message })),
        }),
      };
    case 'forbidden':
      return { outcome: 'refused', ...problem('source-not-allowed', outcome.message) };
    case 'conflict':
      return { outcome: 'refused', ...problem('id-in-use', outcome.message) };
  }
}

/** What identifies an event for its producer, as far as that is known of what it sent. */
function namesOf(raw: unknown): { id?: string; source?: string } {
  if (typeof raw !== 'object' || raw === null) return {};
  return {
    ...('id' in raw && typeof raw.id === 'string' && { id: raw.id }),
    ...('source' in raw && typeof raw.source === 'string' && { source: raw.source }),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
