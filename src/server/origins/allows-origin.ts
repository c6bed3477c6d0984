import { LOOPBACK_HOSTS, webOriginOf } from './web-origin.ts';

/** Whether a page of this origin may use the API, although the server is at another. */
export type AllowsOrigin = (origin: string) => boolean;

export interface AllowsOriginParts {
  /** A local server is also for the development server of every page on the same machine. */
  isLocal: boolean;
  /** As browsers send them. */
  corsOrigins: readonly string[];
}

export function createAllowsOrigin({ isLocal, corsOrigins }: AllowsOriginParts): AllowsOrigin {
  const known = new Set(corsOrigins);

  return (text) => {
    const url = webOriginOf(text);
    if (!url) return false;
    return known.has(url.origin) || (isLocal && LOOPBACK_HOSTS.includes(url.hostname));
  };
}
