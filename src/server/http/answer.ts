import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** How long a client may take to notice that its body is not wanted. */
const LINGER_MS = 1_000;
/** How long a client may pause while reading: until it has read, the response stays in memory. */
const READ_PAUSE_MS = 15_000;

/** Sends a complete response. If the request's body is still arriving, it is discarded, and the connection ends. */
export function answer(response: ServerResponse, { status, headers, body }: Answer): void {
  const { req: request } = response;
  if (response.headersSent || response.destroyed) return;
  const hasUnread = !request.complete && hasBody(request);
  response.setTimeout(READ_PAUSE_MS);
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    ...(hasUnread && { connection: 'close' }),
  });
  if (!hasUnread) {
    response.end(body);
    return;
  }
  // If the connection were closed while the body is arriving, it would be reset, and the client might never read the
  // response.
  response.write(body);
  const end = () => {
    clearTimeout(late);
    response.end();
  };
  const late = setTimeout(end, LINGER_MS);
  request.once('close', end);
  request.once('end', end);
  request.resume();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
