import type { JWTPayload } from 'jose';
import { expect, test } from 'vitest';

import { claimMappingOf } from '../../../src/auth-config.ts';
import { loadConfig } from '../../../src/config.ts';
import { createViewerOfClaims } from '../../../src/server/authentication/viewer-of-claims.ts';

const OIDC_ENV = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'governance' };

/** Claims of a Keycloak access token with its default mappers, for a realm with roles and a client `governance`. */
const KEYCLOAK = {
  exp: 1_795_824_000,
  iat: 1_795_823_700,
  auth_time: 1_795_823_690,
  jti: 'onrtac:8f3c1c8e-6a36-4f6c-9d9b-0d7b6a0f1a52',
  iss: 'https://keycloak.example/realms/acme',
  aud: 'account',
  sub: '5a1e6c3e-0f0f-4a57-9e8e-0f6c2f6f2a11',
  typ: 'Bearer',
  azp: 'governance',
  sid: '2d4b8c15-5b5e-4c64-8a55-5f2b4f1b8a10',
  acr: '1',
  'allowed-origins': ['https://governance.example'],
  realm_access: { roles: ['default-roles-acme', 'offline_access', 'uma_authorization', 'data-stewards'] },
  resource_access: {
    governance: { roles: ['VIEWER', 'APPROVER'] },
    account: { roles: ['manage-account', 'manage-account-links', 'view-profile'] },
  },
  scope: 'openid profile email',
  email_verified: true,
  name: 'Anna Stone',
  preferred_username: 'anna',
  given_name: 'Anna',
  family_name: 'Stone',
  email: 'anna@acme.example',
};

/** Claims of a version 2 access token of Entra for an API of one's own. */
const ENTRA = {
  aud: '6e74172b-be56-4843-9ff4-e66a39bb12e3',
  iss: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
  iat: 1_795_823_700,
  nbf: 1_795_823_700,
  exp: 1_795_828_500,
  azp: '6e74172b-be56-4843-9ff4-e66a39bb12e3',
  azpacr: '0',
  name: 'Anna Stone',
  oid: '690222be-ff1a-4d56-abd1-7e4f7d38e474',
  preferred_username: 'anna@acme.example',
  rh: '0.AAAA',
  roles: ['VIEWER', 'Governance.Steward'],
  scp: 'access',
  sub: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ',
  tid: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  uti: 'fqiBqXLPj0eQa82S-IYFAA',
  ver: '2.0',
};

function viewerOf(env: Record<string, string>, claims: JWTPayload) {
  return createViewerOfClaims(loadConfig(env).claims)(claims);
}

test('Keycloak: roles of the client, by our own names, in a tenant of this installation', () => {
  const env = { ...OIDC_ENV, AUTH_TENANT: 'acme', AUTH_ROLES_CLAIM: 'resource_access.governance.roles' };
  expect(viewerOf(env, KEYCLOAK)).toMatchObject({
    tenantId: 'acme',
    actor: { actorId: KEYCLOAK.sub, actorType: 'HUMAN' },
    roles: ['VIEWER', 'APPROVER'],
    expiresAt: new Date(KEYCLOAK.exp * 1000),
  });
});

test('Keycloak: roles of the realm through a map, people by their names, and an organization as the tenant', () => {
  const env = {
    ...OIDC_ENV,
    AUTH_TENANT_CLAIM: 'organization',
    AUTH_ACTOR_CLAIM: 'preferred_username',
    AUTH_ROLES_CLAIM: 'realm_access.roles',
    AUTH_ROLE_MAP: '{"data-stewards":["STEWARD","VIEWER"],"auditors":"VIEWER"}',
  };
  expect(viewerOf(env, { ...KEYCLOAK, organization: ['acme'] })).toMatchObject({
    tenantId: 'acme',
    actor: { actorId: 'anna' },
    roles: ['VIEWER', 'STEWARD'],
  });
  expect(() => viewerOf(env, { ...KEYCLOAK, organization: ['acme', 'globex'] })).toThrow(
    'The token lacks, or has an invalid value for: organization.',
  );
});

test('Entra: app roles, with the directory as the tenant and the object id as the actor', () => {
  const env = { ...OIDC_ENV, AUTH_TENANT_CLAIM: 'tid', AUTH_ACTOR_CLAIM: 'oid' };
  expect(viewerOf(env, ENTRA)).toMatchObject({
    tenantId: ENTRA.tid,
    actor: { actorId: ENTRA.oid },
    roles: ['VIEWER'],
  });
  expect(viewerOf({ ...env, AUTH_ROLE_MAP: '{"Governance.Steward":"STEWARD"}' }, ENTRA).roles).toEqual(['STEWARD']);
});

test('who has no role of this server is known, and may do nothing', () => {
  const env = { ...OIDC_ENV, AUTH_TENANT_CLAIM: 'tid' };
  const { roles: _roles, ...withoutRoles } = ENTRA;
  expect(viewerOf(env, withoutRoles).roles).toEqual([]);
  expect(viewerOf(env, { ...ENTRA, roles: ['Other.Role', '__proto__'] }).roles).toEqual([]);
});

test('a map is complete: a role of that name from elsewhere grants nothing', () => {
  const env = { ...OIDC_ENV, AUTH_TENANT: 'acme', AUTH_ROLE_MAP: '{"data-stewards":"STEWARD"}' };
  expect(viewerOf(env, { ...KEYCLOAK, roles: ['ADMIN', 'data-stewards'] }).roles).toEqual(['STEWARD']);
});

test('a fixed tenant is the tenant, whatever the token says', () => {
  expect(viewerOf({ ...OIDC_ENV, AUTH_TENANT: 'acme' }, { ...KEYCLOAK, tenant: 'globex' }).tenantId).toBe('acme');
});

test.each([
  ['https://acme.example/roles', { 'https://acme.example/roles': ['VIEWER'] }],
  ['resource_access.my.app.roles', { resource_access: { 'my.app': { roles: ['VIEWER'] } } }],
  ['realm.roles', { 'realm.roles': ['VIEWER'], realm: { roles: ['ADMIN'] } }],
  ['role', { role: 'VIEWER' }],
])('the claim %s is found', (name, claims) => {
  const env = { ...OIDC_ENV, AUTH_TENANT: 'acme', AUTH_ROLES_CLAIM: name };
  expect(viewerOf(env, { sub: 'anna', exp: 1, ...claims }).roles).toEqual(['VIEWER']);
});

test.each([
  ['tenant, if it is not mapped', OIDC_ENV, KEYCLOAK, 'tenant'],
  ['the mapped tenant', { ...OIDC_ENV, AUTH_TENANT_CLAIM: 'tid' }, { ...ENTRA, tid: 'Acme Ltd' }, 'tid'],
  ['the mapped actor', { ...OIDC_ENV, AUTH_TENANT: 'acme', AUTH_ACTOR_CLAIM: 'upn' }, ENTRA, 'upn'],
  ['something inherited', { ...OIDC_ENV, AUTH_TENANT_CLAIM: 'constructor.name' }, KEYCLOAK, 'constructor.name'],
  ['roles of no use', { ...OIDC_ENV, AUTH_TENANT: 'acme' }, { ...ENTRA, roles: { VIEWER: true } }, 'roles'],
])('a token is refused by the name of the claim: %s', (_, env, claims, name) => {
  expect(() => viewerOf(env, claims)).toThrow(`The token lacks, or has an invalid value for: ${name}.`);
});

test('with tokens that are made for this server an unknown role is a mistake, until roles are mapped', () => {
  const claims = { sub: 'anna', tenant: 'acme', roles: ['VIEWER', 'EDITOR'], exp: 1 };
  expect(() => viewerOf({}, claims)).toThrow('roles');
  expect(() => viewerOf({}, { ...claims, roles: undefined })).toThrow('roles');
  expect(viewerOf({ AUTH_ROLE_MAP: '{"EDITOR":"STEWARD"}' }, claims).roles).toEqual(['STEWARD']);
  expect(claimMappingOf({ AUTH_ACTOR_CLAIM: 'sub' }).isStrict).toBe(true);
});
