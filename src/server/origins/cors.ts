import type { IncomingMessage, ServerResponse } from 'node:http';

const METHODS = 'GET, POST';
/** What GraphQL clients send of their own accord, and what this server reads. */
const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'last-event-id',
  'x-actor-id',
  'traceparent',
  'tracestate',
  'baggage',
  'cache-control',
  'x-requested-with',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-name',
  'x-apollo-operation-id',
].join(', ');
/** What a page may read in addition to the headers that it always may. */
const RESPONSE_HEADERS = 'www-authenticate';
/** The longest that Chromium remembers a preflight. */
const MAX_AGE_SECONDS = '7200';

/** Lets the page of the request's origin read the response, whatever it will be. The origin has been checked. */
export function letRead({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  if (origin === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', RESPONSE_HEADERS);
}

/** https://fetch.spec.whatwg.org/#cors-preflight-request */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** Says what a page may send. Credentials are not among it: nothing here depends on a cookie. */
export function answerPreflight(response: ServerResponse): void {
  response
    .writeHead(204, {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': MAX_AGE_SECONDS,
    })
    .end();
}
