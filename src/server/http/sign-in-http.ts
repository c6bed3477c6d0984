import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AuthConfig } from '../authentication/authenticate.ts';
import { answer } from './answer.ts';

/**
 * Answers /auth/config, where a page learns how to sign in: with `none` requests need no token, with `token` people bring
 * one, and with `oidc` the page gets one from the issuer. It has no secrets, and is read before there is a token.
 */
export function createSignInHttp(auth: AuthConfig) {
  const body = JSON.stringify(signInSettingsOf(auth));

  return ({ method }: IncomingMessage, response: ServerResponse): void => {
    if (method !== 'GET') answer(response, { status: 405, headers: { allow: 'GET' }, body: '' });
    else {
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
      answer(response, { status: 200, headers, body });
    }
  };
}

function signInSettingsOf(auth: AuthConfig) {
  if (auth.kind === 'none') return { kind: 'none' };
  if (auth.kind !== 'oidc') return { kind: 'token' };
  const { kind, issuer, clientId, scopes } = auth;
  return { kind, issuer, clientId, scopes };
}
