import { type CryptoKey, SignJWT, UnsecuredJWT } from 'jose';

/** The settings of a server that takes these tokens. */
export const AUTH_ENV = {
  AUTH_SECRET: 'another secret of more than thirty-two characters',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'metadata-governance',
};

export const HOUR_MS = 3_600_000;

/** Claims of a good token; a claim given as undefined is left out. */
function claimsOf(changes: Record<string, unknown>): Record<string, unknown> {
  const claims: Record<string, unknown> = {
    iss: AUTH_ENV.AUTH_ISSUER,
    aud: AUTH_ENV.AUTH_AUDIENCE,
    sub: 'anna',
    tenant: 'acme',
    roles: ['VIEWER'],
    exp: secondsOf(new Date(Date.now() + HOUR_MS)),
    ...changes,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

export function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

/** A token as the issuer makes it, but for the changes. */
export function makeToken(
  changes: Record<string, unknown> = {},
  { secret = AUTH_ENV.AUTH_SECRET, alg = 'HS256' }: { secret?: string; alg?: string } = {},
): Promise<string> {
  return new SignJWT(claimsOf(changes)).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

/** A token without a signature, which says so itself. */
export function unsignedToken(): string {
  return new UnsecuredJWT(claimsOf({})).encode();
}

/** A token of an issuer with a key pair. */
export function makeKeyToken(key: CryptoKey, header: { alg: string; kid: string }): Promise<string> {
  return new SignJWT(claimsOf({})).setProtectedHeader(header).sign(key);
}

export async function bearerOf(changes: Record<string, unknown> = {}): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await makeToken(changes)}` };
}
