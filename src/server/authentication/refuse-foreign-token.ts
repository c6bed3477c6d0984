import { errors, type JWTPayload } from 'jose';

/** The audience that Keycloak puts into every access token: itself. */
const KEYCLOAK_ACCOUNT = 'account';

/**
 * Refuses tokens of the issuer that are not meant for this server, where no audience is configured. Meant for it are those
 * for the client itself, by its id or by Entra's name of its API. One that was issued to the client, and is for nobody but
 * the issuer, is as good: no third party can have received it and pass it on.
 * @throws JWTClaimValidationFailed
 */
export function refuseForeignAudience(claims: JWTPayload, clientId: string): void {
  const audiences = claims.aud === undefined ? [] : [claims.aud].flat();
  const isForClient = audiences.some((audience) => audience === clientId || audience === `api://${clientId}`);
  const isForIssuer = audiences.every((audience) => audience === KEYCLOAK_ACCOUNT);
  if (isForClient || (isForIssuer && claims.azp === clientId)) return;
  throw new errors.JWTClaimValidationFailed('unexpected "aud" claim value', claims, 'aud', 'check_failed');
}

/** What Keycloak calls the tokens that it signs besides access tokens. */
const OTHER_TYPES: readonly unknown[] = ['ID', 'Logout', 'Refresh', 'Offline'];

/**
 * Refuses what an issuer signs for the client that is no access token: ID tokens, which tell a client who has signed in, and
 * logout tokens. They are passed around as no access token should be.
 * @throws JWTClaimValidationFailed
 */
export function refuseOtherTokens(claims: JWTPayload): void {
  const hasScope = claims.scope !== undefined || claims.scp !== undefined;
  // Some issuers put a nonce into access tokens as well; but only those have a scope.
  const isOfSession = !hasScope && [claims.nonce, claims.at_hash, claims.events].some((claim) => claim !== undefined);
  if (isOfSession || OTHER_TYPES.includes(claims.typ)) {
    throw new errors.JWTClaimValidationFailed('not an access token', claims, 'typ', 'check_failed');
  }
}
