import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AllowsOrigin } from '../origins/allows-origin.ts';
import { LOOPBACK_HOSTS, webOriginOf } from '../origins/web-origin.ts';
import { answerProblem, problem } from './problem.ts';

/** Why a request is refused before anything of it is read. */
export interface Refused {
  status: 400 | 403 | 413 | 415;
  reason: string;
}

export const MAX_BODY_BYTES = 1024 * 1024;
export const BODY_TOO_LARGE = `a body can have at most ${MAX_BODY_BYTES} bytes`;

/**
 * Refuses what a foreign web page could make a browser send: origins that are neither the server's own nor allowed, and,
 * for a local server without authentication, host names other than this machine's (DNS rebinding). Each endpoint
 * refuses forms itself.
 */
export function refuseForeign(
  { headers }: IncomingMessage,
  isLocal: boolean,
  allowsOrigin: AllowsOrigin = () => false,
): Refused | null {
  const { host, origin } = headers;
  if (host === undefined) return { status: 400, reason: 'a Host header is required' };
  const own = urlOfHost(host, 'http:');
  if (!own) return { status: 400, reason: 'the Host header is invalid' };
  if (isLocal && !LOOPBACK_HOSTS.includes(own.hostname)) {
    return { status: 403, reason: 'this server only answers to loopback host names' };
  }
  if (origin === undefined || isSameOrigin(origin, host) || allowsOrigin(origin)) return null;
  return { status: 403, reason: 'foreign origin' };
}

/** For what is not for browsers: answers a page of another origin with a problem; false if it is none. */
export function refuseToPages(request: IncomingMessage, response: ServerResponse, isLocal: boolean): boolean {
  const foreign = refuseForeign(request, isLocal);
  if (!foreign) return false;
  answerProblem(response, problem(foreign.status === 400 ? 'malformed-request' : 'forbidden', foreign.reason));
  return true;
}

/**
 * Refuses what cannot be a GraphQL request, before anything of it is read; this includes forms that a browser sends.
 */
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

/** A proxy in front may speak TLS, so the scheme is the origin's, and its default port equals none. */
function isSameOrigin(origin: string, host: string): boolean {
  const url = webOriginOf(origin);
  return url !== undefined && urlOfHost(host, url.protocol)?.host === url.host;
}

/** Undefined for anything but a host with an optional port. */
function urlOfHost(host: string, protocol: string): URL | undefined {
  const text = `${protocol}//${host}`;
  return /^[^\s/?#@\\]+$/.test(host) && URL.canParse(text) ? new URL(text) : undefined;
}
