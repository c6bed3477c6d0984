import { SignInError } from './sign-in-error.ts';

export interface OidcSettings {
  kind: 'oidc';
  issuer: string;
  clientId: string;
  /** Separated by spaces. */
  scopes: string;
}

/** How a page signs in at a server. `none`: requests need no token. `token`: people bring a token of their own. */
export type SignInSettings = { kind: 'none' } | { kind: 'token' } | OidcSettings;

/**
 * Asks a server how to sign in.
 * @param url of the server's /auth/config
 * @throws SignInError
 */
export async function readSignInSettings(url: string): Promise<SignInSettings> {
  const settings = await fetch(url)
    .then((response) => response.json() as Promise<unknown>)
    .catch((error: unknown) => {
      throw new SignInError('The server cannot be asked how to sign in.', { cause: error });
    });
  const kind = textIn(settings, 'kind');
  if (kind === 'none' || kind === 'token') return { kind };
  const issuer = textIn(settings, 'issuer');
  const clientId = textIn(settings, 'clientId');
  const scopes = textIn(settings, 'scopes');
  if (kind === 'oidc' && issuer && clientId && scopes) return { kind, issuer, clientId, scopes };
  throw new SignInError('The server does not say how to sign in.');
}

function textIn(value: unknown, name: string): string | undefined {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : undefined;
}
