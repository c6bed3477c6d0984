/** Names of this machine, as they stand in a URL. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const ORIGIN = /^https?:\/\/[^\s/?#@\\*]+$/i;

/** The origin of a page (RFC 6454) in the one form in which browsers send it; undefined for anything else. */
export function webOriginOf(text: string): URL | undefined {
  return ORIGIN.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}
