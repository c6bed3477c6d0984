import { ConfigError } from './config-error.ts';
import type { Role } from './domain/viewer.ts';
import type { AuthConfig, OidcConfig } from './server/authentication/authenticate.ts';
import type { ClaimMapping } from './server/authentication/claim-mapping.ts';

export interface AuthSettings {
  HOST?: string | undefined;
  AUTH_SECRET?: string | undefined;
  AUTH_JWKS_URL?: string | undefined;
  AUTH_ISSUER?: string | undefined;
  AUTH_AUDIENCE?: string | undefined;
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_SCOPES?: string | undefined;
  AUTH_ACTOR_CLAIM: string;
  AUTH_TENANT_CLAIM?: string | undefined;
  AUTH_TENANT?: string | undefined;
  AUTH_ROLES_CLAIM?: string | undefined;
  AUTH_ROLE_MAP?: Readonly<Record<string, readonly Role[]>> | undefined;
}

/**
 * How requests are authenticated, according to settings that depend on one another.
 * @throws ConfigError if they do not fit together
 */
export function authOf(settings: AuthSettings): AuthConfig {
  const { HOST, AUTH_SECRET, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE, OIDC_ISSUER } = settings;
  if (OIDC_ISSUER !== undefined) return oidcOf(OIDC_ISSUER, settings);
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_SCOPES'] as const) {
    if (settings[name] !== undefined) throw new ConfigError(`${name} is set, expected OIDC_ISSUER as well`);
  }
  if (AUTH_SECRET !== undefined && AUTH_JWKS_URL !== undefined) {
    throw new ConfigError('AUTH_JWKS_URL is set, expected only one of AUTH_SECRET and AUTH_JWKS_URL');
  }
  if (AUTH_SECRET === undefined && AUTH_JWKS_URL === undefined) {
    if (HOST !== undefined && !['127.0.0.1', '::1', 'localhost'].includes(HOST)) {
      throw new ConfigError(
        `HOST is ${JSON.stringify(HOST)}, expected a loopback address unless AUTH_SECRET, AUTH_JWKS_URL or OIDC_ISSUER is set`,
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

function oidcOf(issuer: string, settings: AuthSettings): OidcConfig {
  const { AUTH_SECRET, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE, OIDC_CLIENT_ID, OIDC_SCOPES } = settings;
  if (AUTH_SECRET !== undefined) {
    throw new ConfigError('OIDC_ISSUER is set, expected only one of AUTH_SECRET and OIDC_ISSUER');
  }
  if (AUTH_ISSUER !== undefined && AUTH_ISSUER !== issuer) {
    throw new ConfigError(
      `AUTH_ISSUER is ${JSON.stringify(AUTH_ISSUER)}, expected nothing, or the same as OIDC_ISSUER`,
    );
  }
  if (OIDC_CLIENT_ID === undefined) {
    throw new ConfigError('OIDC_CLIENT_ID is not set, expected the id of a public client of OIDC_ISSUER');
  }
  return {
    kind: 'oidc',
    issuer,
    clientId: OIDC_CLIENT_ID,
    scopes: OIDC_SCOPES ?? 'openid',
    audience: AUTH_AUDIENCE,
    jwksUrl: AUTH_JWKS_URL,
  };
}

/**
 * Which claims say who acts.
 * @throws ConfigError if the settings do not fit together
 */
export function claimMappingOf(settings: AuthSettings): ClaimMapping {
  const { OIDC_ISSUER, AUTH_ACTOR_CLAIM, AUTH_TENANT_CLAIM, AUTH_TENANT, AUTH_ROLES_CLAIM, AUTH_ROLE_MAP } = settings;
  if (AUTH_TENANT !== undefined && AUTH_TENANT_CLAIM !== undefined) {
    throw new ConfigError('AUTH_TENANT_CLAIM is set, expected only one of AUTH_TENANT and AUTH_TENANT_CLAIM');
  }
  return {
    actorClaim: AUTH_ACTOR_CLAIM,
    tenant: AUTH_TENANT === undefined ? { claim: AUTH_TENANT_CLAIM ?? 'tenant' } : { fixed: AUTH_TENANT },
    rolesClaim: AUTH_ROLES_CLAIM ?? 'roles',
    roleMap: AUTH_ROLE_MAP && new Map(Object.entries(AUTH_ROLE_MAP)),
    isStrict: OIDC_ISSUER === undefined && AUTH_ROLES_CLAIM === undefined && AUTH_ROLE_MAP === undefined,
  };
}
