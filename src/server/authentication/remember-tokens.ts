import { hash } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Viewer } from '../../domain/viewer.ts';

export interface TokenCheck {
  /** Checks a token completely. */
  check: (token: string) => Promise<Viewer>;
  /** Changes whenever the keys may have changed; undefined while they must be loaded again. */
  keyRevision: () => number | undefined;
  /** How long after its expiry a token is taken. */
  toleranceMs: number;
}

interface Remembered {
  viewer: Viewer;
  keyRevision: number;
}

/** About 1 KB each, with the longest names. */
const MAX_TOKENS = 10_000;

/**
 * Checks each token once, and afterwards knows it until it expires, or until the keys that it was checked with are
 * loaded again. Only good tokens are remembered, by their hashes.
 */
export function rememberTokens({ check, keyRevision, toleranceMs }: TokenCheck): (token: string) => Promise<Viewer> {
  const known = new LRUCache<string, Remembered>({ max: MAX_TOKENS });

  function recall(key: string): Viewer | undefined {
    const remembered = known.get(key);
    if (!remembered || remembered.keyRevision !== keyRevision()) return undefined;
    const { viewer } = remembered;
    return viewer.expiresAt && Date.now() < viewer.expiresAt.getTime() + toleranceMs ? viewer : undefined;
  }

  return async (token) => {
    const key = hash('sha256', token, 'base64');
    const recalled = recall(key);
    if (recalled) return recalled;
    known.delete(key);
    const revision = keyRevision();
    const viewer = await check(token);
    // Keys that were loaded meanwhile may be without the one that the token was checked with.
    if (revision !== undefined && revision === keyRevision()) known.set(key, { viewer, keyRevision: revision });
    return viewer;
  };
}
