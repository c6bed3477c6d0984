import {
  createRemoteJWKSet,
  errors,
  jwksCache,
  type JWKSCacheInput,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyOptions,
} from 'jose';

export interface TokenVerifier {
  verify: (token: string) => Promise<JWTPayload>;
  /** Changes whenever the keys may have changed; undefined while they must be loaded again. */
  keyRevision: () => number | undefined;
}

/**
 * Verifies tokens with the keys that their issuer publishes at a URL. The keys are cached for ten minutes.
 * @throws an error of jose that is about the token, or another one if the issuer's keys cannot be read or used
 */
export function createVerifyByIssuerKeys(url: string, options: JWTVerifyOptions): TokenVerifier {
  const loaded: JWKSCacheInput = {};
  const keys = createRemoteJWKSet(new URL(url), { [jwksCache]: loaded });

  async function verifyByKnown(token: string): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyByEach(error, token, options);
      if (error instanceof errors.JWKSNoMatchingKey && keys.jwks()?.keys.length === 0) {
        throw new Error('the token issuer publishes no keys', { cause: error });
      }
      throw error;
    }
  }

  async function verify(token: string): Promise<JWTPayload> {
    try {
      return await verifyByKnown(token);
    } catch (error) {
      // The key may have been published since: a token need not name its key, and an issuer may reuse a name for a new
      // key.
      if (!(error instanceof errors.JWSSignatureVerificationFailed) || keys.coolingDown) throw error;
      await keys.reload();
      return await verifyByKnown(token);
    }
  }

  return { verify, keyRevision: () => (keys.fresh && 'uat' in loaded ? loaded.uat : undefined) };
}

/** A token that names no key may be signed with any key that fits. */
async function verifyByEach(
  fitting: errors.JWKSMultipleMatchingKeys,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for await (const key of fitting) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}
