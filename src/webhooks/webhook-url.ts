import { isIP } from 'node:net';

/** Which URLs are allowed, besides public https ones. */
export interface UrlRules {
  /** Allows http, and every port and host. */
  allowPrivate: boolean;
  isAllowedAddress: (address: string) => boolean;
}

const MAX_URL_LENGTH = 2_000;
const HTTPS_PORT = 443;
/** Lower ports belong to other protocols, to which webhooks must not speak. */
const FIRST_FREE_PORT = 1_024;

/** The host of a URL as a name or as an address; IPv6 without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/**
 * Why no event may be posted to this URL, as far as the URL alone shows; undefined if it may. The addresses of its name
 * are checked at each request.
 */
export function refuseUrl(text: string, { allowPrivate, isAllowedAddress }: UrlRules): string | undefined {
  if (text.length > MAX_URL_LENGTH) return `must have at most ${MAX_URL_LENGTH} characters`;
  // The parser normalises all notations: 0x7f.1, 2130706433 and 127.0.0.1 are then the same host.
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'must start with https://';
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password';
  if (url.hash !== '') return 'must not have a fragment';
  if (allowPrivate) return undefined;
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  if (port !== HTTPS_PORT && port < FIRST_FREE_PORT)
    return `must have port ${HTTPS_PORT} or a port from ${FIRST_FREE_PORT}`;
  const host = hostOf(url);
  if (isIP(host) !== 0) return isAllowedAddress(host) ? undefined : 'must not use an address that is not public';
  const name = host.replace(/\.$/, '');
  if (!name.includes('.') || /\.(localhost|local|internal)$/.test(name)) {
    return 'must have a host name on the public Internet';
  }
  return undefined;
}
