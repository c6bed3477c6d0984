import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net';

import type { ResolveName } from './resolve-name.ts';
import { hostOf } from './webhook-url.ts';

export interface GuardedPostParts {
  resolveName: ResolveName;
  isAllowedAddress: (address: string) => boolean;
  /** Certificates that are trusted instead of those of the machine. */
  ca?: string | undefined;
  /** For everything: name, connection, request and answer. */
  timeoutMs: number;
}

export interface PostRequest {
  url: URL;
  headers: Record<string, string>;
  body: string;
}

export interface PostAnswer {
  status: number;
  retryAfter: string | undefined;
}

/** A name or an address that no request may go to. The message names no address: it would tell about the network inside. */
export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError';
}

/** What is handed on to `net.connect` besides; the types of `https` leave it out. */
type ConnectOptions = https.RequestOptions &
  Pick<TcpNetConnectOpts, 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout'>;

/** The rest of an answer is of no interest, and may be without end. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Of one address, when the name has several. */
const CONNECT_MS = 2_000;

/**
 * Posts to addresses that are allowed, and to no others: the name is resolved once, every address of it is checked, and
 * these very addresses are connected to, so that a name server that changes its answer changes nothing. No redirect is
 * followed, no proxy of the environment asked, and no connection kept for others.
 *
 * Resolves as soon as the answer's status is there and its body over, cut off, or too long.
 * Rejects with ForbiddenAddressError, or what went wrong on the way; an `AbortError` when the time is over.
 */
export function createGuardedPost(parts: GuardedPostParts): (request: PostRequest) => Promise<PostAnswer> {
  const { resolveName, isAllowedAddress, ca, timeoutMs } = parts;

  async function addressesOf(url: URL, signal: AbortSignal): Promise<string[]> {
    const host = hostOf(url);
    const addresses = isIP(host) === 0 ? await untilAborted(resolveName(host, signal), signal) : [host];
    // One bad address among good ones is no accident: which of them is taken is not ours to say.
    if (addresses.length === 0 || !addresses.every((address) => isAllowedAddress(address))) {
      throw new ForbiddenAddressError('the host resolves to an address that is not public');
    }
    return addresses;
  }

  return async ({ url, headers, body }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const addresses = await addressesOf(url, signal);
    const options: ConnectOptions = {
      method: 'POST',
      headers,
      agent: false,
      lookup: lookupAmong(addresses),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: CONNECT_MS,
      signal,
      // Not even where the environment says so.
      rejectUnauthorized: true,
      ...(ca !== undefined && { ca }),
    };
    return new Promise<PostAnswer>((resolve, reject) => {
      const request = url.protocol === 'https:' ? https.request(url, options) : http.request(url, options);
      request.once('response', (response) => {
        const done = () => {
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
          request.destroy();
        };
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MAX_ANSWER_BYTES) done();
        });
        // The status is the answer; a body that is cut off takes nothing from it.
        for (const end of ['end', 'error', 'close']) response.once(end, done);
      });
      request.on('error', reject);
      request.once('close', () => {
        reject(new Error('the connection was closed without an answer'));
      });
      request.end(body);
    });
  };
}

/** Answers with the given addresses, in both of the forms that `net.connect` asks for. */
function lookupAmong(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, { all }, callback) => {
    const [first] = found;
    if (all || !first) callback(null, found);
    else callback(null, first.address, first.family);
  };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
