import { errors as joseErrors, jwtVerify, type JWTVerifyOptions } from 'jose';

import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { ROLES, type Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { idSchema, PRODUCER_SOURCES } from '../../events/schemas/vocabulary.ts';
import { reasonOf } from '../../reason-of.ts';
import { type ClaimMapping, OWN_CLAIMS } from './claim-mapping.ts';
import { createVerifyByDiscovery } from './discovered-keys.ts';
import { createVerifyByIssuerKeys, type TokenVerifier } from './issuer-keys.ts';
import { refuseForeignAudience, refuseOtherTokens } from './refuse-foreign-token.ts';
import { rememberTokens } from './remember-tokens.ts';
import { createViewerOfClaims } from './viewer-of-claims.ts';

/** How requests are authenticated; `none` is for a server on the loopback interface. */
export type AuthConfig =
  | { kind: 'none' }
  | { kind: 'secret'; secret: string; issuer: string; audience: string }
  | { kind: 'jwks'; jwksUrl: string; issuer: string; audience: string }
  | OidcConfig;

/** An OpenID issuer, at which people sign in from a page. */
export interface OidcConfig {
  kind: 'oidc';
  issuer: string;
  clientId: string;
  /** What a page asks for when it signs in, separated by spaces. */
  scopes: string;
  /** Undefined: the client, as issuers name it. */
  audience: string | undefined;
  /** Undefined: as the issuer says. */
  jwksUrl: string | undefined;
}

/** What a client presents: HTTP headers, or the connection parameters of a WebSocket. */
export interface Credentials {
  authorization?: string | undefined;
  /** Names the actor if no authentication is configured. */
  actorId?: string | undefined;
}

/**
 * @throws AppError UNAUTHENTICATED, with the reason but nothing of the token; any other error means that the token
 *   could not be verified
 */
export type Authenticate = (credentials: Credentials) => Promise<Viewer>;

const CLOCK_TOLERANCE_SECONDS = 5;

/** What is wrong with a token; every other failure is one of this server or of the issuer's keys. */
const TOKEN_ERRORS = [
  joseErrors.JWTExpired,
  joseErrors.JWTClaimValidationFailed,
  joseErrors.JWTInvalid,
  joseErrors.JWSInvalid,
  joseErrors.JWSSignatureVerificationFailed,
  joseErrors.JOSEAlgNotAllowed,
  joseErrors.JOSENotSupported,
  joseErrors.JWKSNoMatchingKey,
];

export interface AuthenticateOptions {
  claims?: ClaimMapping;
  actorIdCase?: ActorIdCase;
}

export function createAuthenticate(
  auth: AuthConfig,
  { claims = OWN_CLAIMS, actorIdCase = 'exact' }: AuthenticateOptions = {},
): Authenticate {
  const normalized = (viewer: Viewer): Viewer => ({
    ...viewer,
    actor: { ...viewer.actor, actorId: normalizeActorId(viewer.actor.actorId, actorIdCase) },
    actorIdCase,
  });
  if (auth.kind === 'none') return ({ actorId }) => Promise.resolve(normalized(localViewer(actorId)));

  const toViewer = createViewerOfClaims(claims);
  const { verify, keyRevision } = createVerifier(auth, claims);
  const viewerOf = rememberTokens({
    check: async (token) => normalized(toViewer(await verify(token).catch(refuse))),
    keyRevision,
    toleranceMs: CLOCK_TOLERANCE_SECONDS * 1000,
  });

  return async ({ authorization }) => {
    const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new AppError('UNAUTHENTICATED', 'A bearer token is required.');
    return viewerOf(token);
  };
}

function createVerifier(auth: Exclude<AuthConfig, { kind: 'none' }>, { actorClaim }: ClaimMapping): TokenVerifier {
  const options: JWTVerifyOptions = {
    issuer: auth.issuer,
    ...(auth.audience !== undefined && { audience: auth.audience }),
    algorithms: auth.kind === 'secret' ? ['HS256'] : ['RS256', 'PS256', 'ES256', 'EdDSA'],
    requiredClaims: [
      'exp',
      'iss',
      ...(auth.audience === undefined ? [] : ['aud']),
      ...(actorClaim === 'sub' ? ['sub'] : []),
    ],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  switch (auth.kind) {
    case 'secret':
      return createVerifyBySecret(auth.secret, options);
    case 'jwks':
      return createVerifyByIssuerKeys(auth.jwksUrl, options);
    case 'oidc':
      return createVerifyByOidc(auth, options);
  }
}

function createVerifyByOidc(
  { issuer, clientId, audience, jwksUrl }: OidcConfig,
  options: JWTVerifyOptions,
): TokenVerifier {
  const verifierOf = (url: string) => createVerifyByIssuerKeys(url, options);
  const { verify, keyRevision } =
    jwksUrl === undefined ? createVerifyByDiscovery({ issuer, verifierOf }) : verifierOf(jwksUrl);
  return {
    async verify(token) {
      const claims = await verify(token);
      if (audience === undefined) refuseForeignAudience(claims, clientId);
      refuseOtherTokens(claims);
      return claims;
    },
    keyRevision,
  };
}

function createVerifyBySecret(secret: string, options: JWTVerifyOptions): TokenVerifier {
  const key = new TextEncoder().encode(secret);
  return { verify: async (token) => (await jwtVerify(token, key, options)).payload, keyRevision: () => 0 };
}

function refuse(error: unknown): never {
  if (error instanceof joseErrors.JWTExpired) throw new AppError('UNAUTHENTICATED', 'The token has expired.');
  if (TOKEN_ERRORS.some((kind) => error instanceof kind)) {
    throw new AppError('UNAUTHENTICATED', 'The token is not valid.');
  }
  throw new Error(`the token keys cannot be used: ${reasonOf(error)}`, { cause: error });
}

/** The viewer of a server without authentication: it listens on the loopback interface only. */
function localViewer(actorId = 'local'): Viewer {
  const parsed = idSchema.safeParse(actorId);
  if (!parsed.success) throw new AppError('UNAUTHENTICATED', 'x-actor-id must have 1 to 200 characters.');
  return {
    tenantId: 'demo',
    actor: { actorId: parsed.data, actorType: 'HUMAN' },
    roles: ROLES,
    sources: PRODUCER_SOURCES,
  };
}
