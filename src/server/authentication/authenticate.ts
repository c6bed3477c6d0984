import { errors as joseErrors, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';
import * as z from 'zod';

import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { ROLES, type Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { tenantIdSchema } from '../../events/schemas/envelope.ts';
import { ACTOR_TYPES, EVENT_SOURCES, idSchema, PRODUCER_SOURCES } from '../../events/schemas/vocabulary.ts';
import { reasonOf } from '../../reason-of.ts';
import { createVerifyByIssuerKeys, type TokenVerifier } from './issuer-keys.ts';
import { rememberTokens } from './remember-tokens.ts';

/** How requests are authenticated; `none` is for a server on the loopback interface. */
export type AuthConfig =
  | { kind: 'none' }
  | { kind: 'secret'; secret: string; issuer: string; audience: string }
  | { kind: 'jwks'; jwksUrl: string; issuer: string; audience: string };

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

const claimsSchema = z.object({
  sub: idSchema,
  tenant: tenantIdSchema,
  roles: z.array(z.enum(ROLES)),
  actor_type: z.enum(ACTOR_TYPES).default('HUMAN'),
  sources: z.array(z.enum(EVENT_SOURCES)).optional(),
  exp: z.number(),
});

const CLOCK_TOLERANCE_SECONDS = 5;
/** The latest instant that a Date can represent. */
const MAX_DATE_MS = 8.64e15;

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

export function createAuthenticate(auth: AuthConfig, actorIdCase: ActorIdCase = 'exact'): Authenticate {
  const normalized = (viewer: Viewer): Viewer => ({
    ...viewer,
    actor: { ...viewer.actor, actorId: normalizeActorId(viewer.actor.actorId, actorIdCase) },
    actorIdCase,
  });
  if (auth.kind === 'none') return ({ actorId }) => Promise.resolve(normalized(localViewer(actorId)));

  const options: JWTVerifyOptions = {
    issuer: auth.issuer,
    audience: auth.audience,
    algorithms: auth.kind === 'secret' ? ['HS256'] : ['RS256', 'PS256', 'ES256', 'EdDSA'],
    requiredClaims: ['sub', 'exp', 'iss', 'aud'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  const { verify, keyRevision } =
    auth.kind === 'secret'
      ? createVerifyBySecret(auth.secret, options)
      : createVerifyByIssuerKeys(auth.jwksUrl, options);
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

function toViewer(payload: JWTPayload): Viewer {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const claims = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new AppError('UNAUTHENTICATED', `The token lacks, or has an invalid value for: ${claims}.`);
  }
  const { sub, tenant, roles, actor_type, sources, exp } = parsed.data;
  const allowed = PRODUCER_SOURCES.filter((source) => sources === undefined || sources.includes(source));
  return {
    tenantId: tenant,
    actor: { actorId: sub, actorType: actor_type },
    roles,
    sources: allowed,
    expiresAt: new Date(Math.min(exp * 1000, MAX_DATE_MS)),
  };
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
