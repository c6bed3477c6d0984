import * as z from 'zod';

import type { TokenVerifier } from './issuer-keys.ts';

export interface Discovery {
  issuer: string;
  /** Verifies by the keys at this URL. */
  verifierOf: (jwksUrl: string) => TokenVerifier;
}

/** How long the issuer's document is relied on, so that an issuer can move its keys. */
const FRESH_MS = 60 * 60_000;
/** How long after a failed attempt the next one may be made. */
const RETRY_MS = 1_000;
const DEADLINE_MS = 5_000;

const documentSchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * Verifies tokens with the keys of an OpenID issuer. Where they are is asked when the first token comes, again every
 * hour, and at most once a second after a failure; an issuer that is away for a while then does no harm.
 * @throws an error of jose that is about the token, or another one if the issuer or its keys cannot be read
 */
export function createVerifyByDiscovery({ issuer, verifierOf }: Discovery): TokenVerifier {
  let known: { jwksUrl: string; verifier: TokenVerifier } | undefined;
  let nextAttemptMs = -Infinity;
  let failure: Error | undefined;
  let attempt: Promise<void> | undefined;

  async function discover(): Promise<void> {
    try {
      const jwksUrl = await readJwksUrl(issuer);
      if (known?.jwksUrl !== jwksUrl) known = { jwksUrl, verifier: verifierOf(jwksUrl) };
      nextAttemptMs = performance.now() + FRESH_MS;
      failure = undefined;
    } catch (error) {
      nextAttemptMs = performance.now() + RETRY_MS;
      failure = new Error(`the token issuer ${issuer} cannot be used`, { cause: error });
    } finally {
      attempt = undefined;
    }
  }

  return {
    async verify(token) {
      if (performance.now() >= nextAttemptMs) attempt ??= discover();
      // Tokens wait for the first document only: a later one seldom says anything new.
      if (!known) await attempt;
      if (!known) throw failure ?? new Error(`the token issuer ${issuer} has not answered`);
      return known.verifier.verify(token);
    },
    keyRevision: () => known?.verifier.keyRevision(),
  };
}

/** @throws Error if the document cannot be read, or is one of another issuer */
async function readJwksUrl(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS), redirect: 'error' });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const parsed = documentSchema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new Error(`${url} does not describe an OpenID issuer`);
  if (parsed.data.issuer !== issuer) {
    throw new Error(
      `${url} describes the issuer ${parsed.data.issuer}, and OIDC_ISSUER must be the same, to the letter`,
    );
  }
  return parsed.data.jwks_uri;
}
