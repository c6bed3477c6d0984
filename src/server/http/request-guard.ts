import type { IncomingMessage } from 'node:http';

/** Why a request is refused before anything of it is read. */
export interface Refused {
  status: 400 | 403 | 413 | 415;
  reason: string;
}

export const MAX_BODY_BYTES = 1024 * 1024;
export const BODY_TOO_LARGE = `a body can have at most ${MAX_BODY_BYTES} bytes`;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses what a web page of somebody else could make a browser send: other origins, and, for a local server that asks
 * for no token, host names that are not this machine (DNS rebinding). Forms are for each endpoint to refuse.
 */
export function refuseForeign({ headers }: IncomingMessage, isLocal: boolean): Refused | null {
  const { host, origin } = headers;
  if (host === undefined) return { status: 400, reason: 'a Host header is required' };
  const own = urlOfHost(host, 'http:');
  if (!own) return { status: 400, reason: 'the Host header is invalid' };
  if (isLocal && !LOOPBACK.includes(own.hostname)) {
    return { status: 403, reason: 'this server only answers to loopback host names' };
  }
  if (origin !== undefined && !isSameOrigin(origin, host)) return { status: 403, reason: 'foreign origin' };
  return null;
}

/** Refuses what cannot be a GraphQL request, before anything of it is read; a form that a browser sends among it. */
export function refuseUnreadable({ method, headers, url = '/' }: IncomingMessage): Refused | null {
  if (method === 'GET' && !hasReadableParams(url))
    return { status: 400, reason: 'variables and extensions must be JSON' };
  if (method !== 'POST') return null;
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { status: 413, reason: BODY_TOO_LARGE };
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return { status: 415, reason: 'the body must be application/json' };
  }
  return null;
}

function hasReadableParams(url: string): boolean {
  const params = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  return ['variables', 'extensions'].every((name) => {
    try {
      JSON.parse(params.get(name) ?? '{}');
      return true;
    } catch {
      return false;
    }
  });
}

/** A proxy in front may speak TLS, so the scheme is the origin's, and its own port the same as none. */
function isSameOrigin(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return ['http:', 'https:'].includes(protocol) && urlOfHost(host, protocol)?.host === originHost;
}

/** Undefined for what is more, or less, than a host and perhaps a port. */
function urlOfHost(host: string, protocol: string): URL | undefined {
  const text = `${protocol}//${host}`;
  return /^[^\s/?#@\\]+$/.test(host) && URL.canParse(text) ? new URL(text) : undefined;
}
