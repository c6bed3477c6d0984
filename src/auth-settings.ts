import * as z from 'zod';

import { ROLES } from './domain/viewer.ts';
import { tenantIdSchema } from './events/schemas/envelope.ts';
import { json, type Setting, url } from './setting.ts';

const claimName = z.string().regex(/^[^\s]{1,200}$/);
const roleMapSchema = z.record(
  z.string(),
  z.union([z.enum(ROLES).transform((role) => [role]), z.array(z.enum(ROLES))]),
);

/** How requests are authenticated, and what the claims of a token mean. */
export const AUTH_SETTINGS = {
  AUTH_SECRET: {
    schema: z.string().min(32).optional(),
    expected: 'at least 32 characters',
    meaning: 'Secret for HS256 tokens. Default: no authentication, and only the loopback interface.',
    secret: true,
  },
  AUTH_JWKS_URL: {
    schema: url(['https:', 'http:']).optional(),
    expected: 'an https:// URL',
    meaning:
      'URL of the public keys of the token issuer. Instead of AUTH_SECRET. With OIDC_ISSUER: only if this server cannot reach them at the URL that the issuer names.',
  },
  AUTH_ISSUER: {
    schema: z.string().min(1).optional(),
    expected: 'the iss claim of the tokens',
    meaning: 'Required with AUTH_SECRET or AUTH_JWKS_URL; not needed with OIDC_ISSUER.',
  },
  AUTH_AUDIENCE: {
    schema: z.string().min(1).optional(),
    expected: 'the aud claim of the tokens',
    meaning:
      'Required with AUTH_SECRET or AUTH_JWKS_URL. Default with OIDC_ISSUER: OIDC_CLIENT_ID, in the ways that issuers write it (docs/sign-in.md).',
  },
  OIDC_ISSUER: {
    schema: url(['https:', 'http:']).optional(),
    expected: 'an https:// URL',
    meaning:
      'OpenID issuer at which people sign in from the dashboard and GraphiQL, and whose tokens are accepted; written exactly as in its own documents. Instead of AUTH_SECRET. Default: none.',
  },
  OIDC_CLIENT_ID: {
    schema: z.string().min(1).optional(),
    expected: 'the id of a public client of OIDC_ISSUER',
    meaning: 'Client as which pages sign in, by code flow with PKCE and without a secret. Required with OIDC_ISSUER.',
  },
  OIDC_SCOPES: {
    schema: z
      .string()
      .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/)
      .refine((scopes) => scopes.split(' ').includes('openid'))
      .optional(),
    expected: 'scopes separated by spaces, among them openid',
    meaning:
      'What a page asks for when it signs in. Many issuers give a refresh token, with which sign-in is renewed, only for offline_access. Default: openid.',
  },
  AUTH_ACTOR_CLAIM: {
    schema: claimName.default('sub'),
    expected: 'the name of a claim',
    meaning: 'Claim of a token that holds the id of the actor. A dot leads into an object. Default: sub.',
  },
  AUTH_TENANT_CLAIM: {
    schema: claimName.optional(),
    expected: 'the name of a claim',
    meaning: 'Claim of a token that holds the tenant. A dot leads into an object. Default: tenant.',
  },
  AUTH_TENANT: {
    schema: tenantIdSchema.optional(),
    expected: '1 to 63 characters of a-z, 0-9, _ and -',
    meaning: 'The tenant of every token of this issuer, instead of AUTH_TENANT_CLAIM. Default: none.',
  },
  AUTH_ROLES_CLAIM: {
    schema: claimName.optional(),
    expected: 'the name of a claim',
    meaning:
      'Claim of a token that holds its roles, such as realm_access.roles. With this, AUTH_ROLE_MAP or OIDC_ISSUER, roles that are unknown here are ignored; otherwise they make the token invalid. Default: roles.',
  },
  AUTH_ROLE_MAP: {
    schema: json.pipe(roleMapSchema).optional(),
    expected: 'JSON such as {"data-stewards":["VIEWER","STEWARD"],"auditors":"VIEWER"}',
    meaning:
      'What each role of the tokens grants. Roles that it does not list grant nothing, whatever they are called. Default: roles are called as they are here.',
  },
} as const satisfies Record<string, Setting>;
