import { describe, expect, test } from 'vitest';

import { refuseForeignAudience, refuseOtherTokens } from '../../../src/server/authentication/refuse-foreign-token.ts';

describe('without a configured audience', () => {
  test.each([
    ['the client, as in version 2 tokens of Entra', { aud: 'governance', azp: 'governance' }],
    ['the API of the client, as in version 1 tokens of Entra', { aud: 'api://governance' }],
    ['the client among others', { aud: ['account', 'governance'], azp: 'dashboard' }],
    ['Keycloak itself, issued to the client', { aud: 'account', azp: 'governance' }],
    ['nobody, issued to the client', { azp: 'governance' }],
  ])('a token is taken that is for %s', (_, claims) => {
    expect(() => {
      refuseForeignAudience(claims, 'governance');
    }).not.toThrow();
  });

  test.each([
    ['another API, though issued to the client', { aud: 'payroll', azp: 'governance' }],
    ['Keycloak and another API, though issued to the client', { aud: ['account', 'payroll'], azp: 'governance' }],
    ['Keycloak itself, issued to another client', { aud: 'account', azp: 'payroll' }],
    ['nobody, issued to nobody', {}],
  ])('a token is refused that is for %s', (_, claims) => {
    expect(() => {
      refuseForeignAudience(claims, 'governance');
    }).toThrow('aud');
  });
});

test.each([
  ['with a nonce', { aud: 'governance', nonce: 'n' }],
  ['with the hash of its access token', { aud: 'governance', at_hash: 'h' }],
  ['of Keycloak, which names its type', { aud: 'governance', typ: 'ID' }],
  ['of Keycloak with a scope', { aud: 'governance', typ: 'ID', scope: 'openid' }],
  ['of a sign-out', { aud: 'governance', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
  ['of a sign-out at Keycloak', { aud: 'governance', typ: 'Logout', scope: 'openid' }],
  ['that renews others', { aud: 'governance', typ: 'Refresh', scope: 'openid' }],
])('a token that is no access token is refused: one %s', (_, claims) => {
  expect(() => {
    refuseOtherTokens(claims);
  }).toThrow('not an access token');
});

test.each([
  ['Keycloak’s before 24, with a nonce', { typ: 'Bearer', nonce: 'n', scope: 'openid' }],
  ['Entra’s', { scp: 'access' }],
  ['a plain one', {}],
])('an access token is accepted: %s', (_, claims) => {
  expect(() => {
    refuseOtherTokens(claims);
  }).not.toThrow();
});
