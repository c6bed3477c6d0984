import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AuthConfig } from '../authentication/authenticate.ts';
import { answer } from './answer.ts';

/** How a page signs people in. `none`: requests need no token. `token`: people bring a token of their own. */
export type SignInSettings =
  { kind: 'none' } | { kind: 'token' } | { kind: 'oidc'; issuer: string; clientId: string; scopes: string };

/** What pages may know of how requests are authenticated: no secrets, because it is read before there is a token. */
export function signInSettingsOf(auth: AuthConfig): SignInSettings {
  switch (auth.kind) {
    case 'none':
      return { kind: 'none' };
    case 'secret':
    case 'jwks':
      return { kind: 'token' };
    case 'oidc': {
      const { kind, issuer, clientId, scopes } = auth;
      return { kind, issuer, clientId, scopes };
    }
  }
}

/** Answers /auth/config with them. */
export function createSignInHttp(settings: SignInSettings) {
  const body = JSON.stringify(settings);

  return ({ method }: IncomingMessage, response: ServerResponse): void => {
    if (method === 'GET') {
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
      answer(response, { status: 200, headers, body });
    } else answer(response, { status: 405, headers: { allow: 'GET' }, body: '' });
  };
}
