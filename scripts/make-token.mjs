/*
 * Prints a token, valid for one hour, for a server with the AUTH_SECRET, AUTH_ISSUER and AUTH_AUDIENCE of this
 * environment.
 */
import { parseArgs } from 'node:util';

import { SignJWT } from 'jose';

const { AUTH_SECRET, AUTH_ISSUER, AUTH_AUDIENCE } = process.env;
const { values } = parseArgs({
  options: {
    sub: { type: 'string' },
    tenant: { type: 'string' },
    roles: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const { sub, tenant, roles } = values;

if (AUTH_SECRET && AUTH_ISSUER && AUTH_AUDIENCE && sub && tenant && roles) {
  const token = await new SignJWT({ tenant, roles: roles.split(',') })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuer(AUTH_ISSUER)
    .setAudience(AUTH_AUDIENCE)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(AUTH_SECRET));
  console.log(token);
} else {
  console.error('usage: make-token.mjs --sub ACTOR --tenant TENANT --roles VIEWER,STEWARD,APPROVER,PRODUCER,ADMIN');
  console.error('AUTH_SECRET, AUTH_ISSUER and AUTH_AUDIENCE must be set as they are for the server.');
  process.exitCode = 1;
}
