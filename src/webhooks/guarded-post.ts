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
  /** For everything: name resolution, connection, request and response. */
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

/**
 * A name or an address to which no request may go. The message contains no address, which would reveal the internal
 * network.
 */
export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError';
}

/** Options for `net.connect`; the types of `https` omit them. */
type ConnectOptions = https.RequestOptions &
  Pick<TcpNetConnectOpts, 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout'>;

/** The rest of a response is of no interest, and may be endless. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Time for each address, if the name has several. */
const CONNECT_MS = 2_000;

/**
 * Posts to addresses that are allowed, and to no others: the name is resolved once, every address of it is checked, and
 * the connection goes to exactly these addresses, so that a name server that changes its answer has no effect. No
 * redirect is followed, no proxy of the environment is used, and no connection is kept for reuse.
 *
 * Resolves as soon as the response has a status and its body is over, cut off, or too long. Rejects with
 * ForbiddenAddressError, or the error that occurred; with an `AbortError` when the time is over.
 */
export function createGuardedPost(parts: GuardedPostParts): (request: PostRequest) => Promise<PostAnswer> {
  const { resolveName, isAllowedAddress, ca, timeoutMs } = parts;

  async function addressesOf(url: URL, signal: AbortSignal): Promise<string[]> {
    const host = hostOf(url);
    const addresses = isIP(host) === 0 ? await untilAborted(resolveName(host, signal), signal) : [host];
    // One bad address among good ones is no accident, and which one is used cannot be controlled.
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
      // Not even if the environment says so.
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
        // The status is the answer; a truncated body does not change it.
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

/** Returns the given addresses, in both of the forms that `net.connect` requests. */
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
