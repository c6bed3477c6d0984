import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

import { getOperationAST, type GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import * as z from 'zod';

import type { Viewer } from '../../domain/viewer.ts';
import { AppError, ERROR_CODES } from '../../errors.ts';
import type { MaskError } from '../graphql/mask-error.ts';
import { parseTraceparent } from '../graphql/trace-context.ts';
import type { OperationRequest } from '../operations/operation.ts';
import { prepareRequest } from '../operations/prepare-request.ts';
import type { GraphQLSse } from '../sse/graphql-sse.ts';
import { answer } from './answer.ts';
import type { Body } from './read-body.ts';
import { BODY_TOO_LARGE } from './request-guard.ts';

export interface SseRequestsParts {
  schema: GraphQLSchema;
  sse: GraphQLSse;
  maskError: MaskError;
}

/** A request, as far as it is known. */
export interface SseRequest {
  incoming: IncomingMessage;
  response: ServerResponse;
  viewing: Promise<Viewer>;
  /** Undefined: not a POST. */
  body: Body | undefined;
}

const EVENT_STREAM = 'text/event-stream';
const JSON_RANGES = ['application/json', 'application/graphql-response+json', 'application/*', '*/*'];

const payloadSchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * Answers those who accept an event stream: all of their operations if they accept nothing else, and otherwise only
 * subscriptions. Resolves to false for what is left to others.
 */
export function createSseRequests({ schema, sse, maskError }: SseRequestsParts) {
  return async ({ incoming, response, viewing, body }: SseRequest): Promise<boolean> => {
    const { method, headers } = incoming;
    const accepted = acceptedOf(headers.accept);
    if (!accepted.stream || (method !== 'GET' && method !== 'POST')) return false;
    try {
      const viewer = await viewing;
      const payload = body === undefined ? payloadInUrl(incoming.url) : payloadInBody(body);
      const request = prepareRequest(schema, payload, parseTraceparent(headers.traceparent));
      const type = typeOf(request);
      if (accepted.json && type !== OperationTypeNode.SUBSCRIPTION) return false;
      if (type === OperationTypeNode.MUTATION && method === 'GET') {
        refuse(response, 405, [maskError(new AppError('BAD_USER_INPUT', 'Use POST for mutations.'))], {
          allow: 'POST',
        });
      } else if (!sse.respond(response, viewer, resuming(request, headers))) {
        const message = 'This instance carries no more event streams.';
        refuse(response, 503, [maskError(new AppError('RATE_LIMITED', message))], { 'retry-after': '5' });
      }
    } catch (error) {
      if (accepted.json) return false;
      const masked = maskError(error);
      const status = body === 'too large' ? 413 : statusOf(masked);
      refuse(response, status, [masked], status === 401 ? { 'www-authenticate': 'Bearer' } : {});
    }
    return true;
  };
}

function acceptedOf(accept = ''): { stream: boolean; json: boolean } {
  const types = accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';', 1)[0]?.trim() ?? '');
  return { stream: types.includes(EVENT_STREAM), json: types.some((type) => JSON_RANGES.includes(type)) };
}

function payloadInBody(body: Body) {
  if (body === 'aborted') throw new AppError('BAD_USER_INPUT', 'The body is incomplete.');
  if (body === 'too large') throw new AppError('BAD_USER_INPUT', BODY_TOO_LARGE);
  return payloadOf(() => JSON.parse(body.bytes.toString()));
}

function payloadInUrl(url = '') {
  const params = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const json = (name: string): unknown => JSON.parse(params.get(name) ?? 'null');
  return payloadOf(() => ({
    query: params.get('query'),
    operationName: params.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  }));
}

function payloadOf(read: () => unknown) {
  try {
    return payloadSchema.parse(read());
  } catch {
    throw new AppError('BAD_USER_INPUT', 'Expected a GraphQL request: query, operationName, variables, extensions.');
  }
}

function typeOf(request: OperationRequest | readonly unknown[]): OperationTypeNode | undefined {
  return 'document' in request ? getOperationAST(request.document, request.operationName)?.operation : undefined;
}

/** A browser sends the id of the last event that it has got when it connects again, with the same URL. */
function resuming(request: OperationRequest | readonly unknown[], headers: IncomingHttpHeaders) {
  const cursor = headerOf(headers, 'last-event-id');
  return 'document' in request && cursor ? { ...request, resumeAfter: cursor } : request;
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function statusOf({ extensions: { code } }: GraphQLError): number {
  return Object.entries(ERROR_CODES).find(([name]) => name === code)?.[1] ?? 500;
}

function refuse(
  response: ServerResponse,
  status: number,
  errors: readonly GraphQLError[],
  headers: Record<string, string>,
): void {
  answer(response, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({
      errors: errors.map(({ message, extensions: { code, errorId } }) => ({ message, extensions: { code, errorId } })),
    }),
  });
}
