import { ConfigError } from './config-error.ts';
import type { AuthConfig } from './server/authentication/authenticate.ts';

interface AuthSettings {
  HOST?: string | undefined;
  AUTH_SECRET?: string | undefined;
  AUTH_JWKS_URL?: string | undefined;
  AUTH_ISSUER?: string | undefined;
  AUTH_AUDIENCE?: string | undefined;
}

/**
 * How requests are authenticated, according to settings that depend on one another.
 * @throws ConfigError if they do not fit together
 */
export function authOf({ HOST, AUTH_SECRET, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: AuthSettings): AuthConfig {
  if (AUTH_SECRET !== undefined && AUTH_JWKS_URL !== undefined) {
    throw new ConfigError('AUTH_JWKS_URL is set, expected only one of AUTH_SECRET and AUTH_JWKS_URL');
  }
  if (AUTH_SECRET === undefined && AUTH_JWKS_URL === undefined) {
    if (HOST !== undefined && !['127.0.0.1', '::1', 'localhost'].includes(HOST)) {
      throw new ConfigError(
        `HOST is ${JSON.stringify(HOST)}, expected a loopback address unless AUTH_SECRET or AUTH_JWKS_URL is set`,
      );
    }
    if (AUTH_ISSUER !== undefined || AUTH_AUDIENCE !== undefined) {
      throw new ConfigError(
        'AUTH_SECRET is not set, expected it or AUTH_JWKS_URL together with AUTH_ISSUER and AUTH_AUDIENCE',
      );
    }
    return { kind: 'none' };
  }
  if (AUTH_ISSUER === undefined) throw new ConfigError('AUTH_ISSUER is not set, expected the iss claim of the tokens');
  if (AUTH_AUDIENCE === undefined) {
    throw new ConfigError('AUTH_AUDIENCE is not set, expected the aud claim of the tokens');
  }
  const claims = { issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE };
  if (AUTH_SECRET !== undefined) return { kind: 'secret', secret: AUTH_SECRET, ...claims };
  return { kind: 'jwks', jwksUrl: AUTH_JWKS_URL ?? '', ...claims };
}
