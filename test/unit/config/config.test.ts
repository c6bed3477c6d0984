import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { settingsTable } from '../../../scripts/settings-table.ts';
import { loadConfig } from '../../../src/config.ts';
import { ConfigError } from '../../../src/config-error.ts';

test('without any setting the server is a local one on the embedded store', () => {
  expect(loadConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    dataDir: './data',
    databaseUrl: undefined,
    auth: { kind: 'none' },
    profileSchedule: '0 */6 * * *',
    logLevel: 'info',
  });
});

test.each([
  [{ PORT: '70000' }, 'PORT is "70000", expected a whole number from 0 to 65535'],
  [{ PORT: 'http' }, 'PORT is "http", expected a whole number from 0 to 65535'],
  [{ RUN: 'api,worker' }, 'RUN is "api,worker", expected one or more of api, work, schedule, separated by commas'],
  [{ RUN: ',' }, 'RUN is ",", expected one or more of api, work, schedule, separated by commas'],
  [
    { RUN: 'work' },
    'RUN is "work", expected DATABASE_URL as well: the embedded store supports one instance, which runs all',
  ],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud", expected one of fatal, error, warn, info, debug, trace, silent'],
  [
    { PROFILE_SCHEDULE: 'hourly' },
    'PROFILE_SCHEDULE is "hourly", expected a cron expression of five fields that matches a future time',
  ],
  [
    { PROFILE_SCHEDULE: '61 * * * *' },
    'PROFILE_SCHEDULE is "61 * * * *", expected a cron expression of five fields that matches a future time',
  ],
  [
    { PROFILE_SCHEDULE: '0 0 31 4,6 *' },
    'PROFILE_SCHEDULE is "0 0 31 4,6 *", expected a cron expression of five fields that matches a future time',
  ],
  [
    { CORS_ORIGINS: '*' },
    'CORS_ORIGINS is "*", expected origins such as https://dashboard.example, separated by commas ("*": there are no wildcards)',
  ],
  [
    { CORS_ORIGINS: 'https://*.a.example' },
    'CORS_ORIGINS is "https://*.a.example", expected origins such as https://dashboard.example, separated by commas ("https://*.a.example": there are no wildcards)',
  ],
  [
    { CORS_ORIGINS: 'https://a.example/' },
    'CORS_ORIGINS is "https://a.example/", expected origins such as https://dashboard.example, separated by commas ("https://a.example/": an origin ends with its host or port, without a slash or path)',
  ],
  [
    { CORS_ORIGINS: 'https://a.example, https://b.example/app' },
    'CORS_ORIGINS is "https://a.example, https://b.example/app", expected origins such as https://dashboard.example, separated by commas ("https://b.example/app": an origin ends with its host or port, without a slash or path)',
  ],
  [
    { CORS_ORIGINS: 'a.example' },
    'CORS_ORIGINS is "a.example", expected origins such as https://dashboard.example, separated by commas ("a.example": an origin begins with http:// or https://)',
  ],
  [
    { CORS_ORIGINS: 'null' },
    'CORS_ORIGINS is "null", expected origins such as https://dashboard.example, separated by commas ("null": an origin begins with http:// or https://)',
  ],
  [
    { CORS_ORIGINS: 'ws://a.example' },
    'CORS_ORIGINS is "ws://a.example", expected origins such as https://dashboard.example, separated by commas ("ws://a.example": an origin begins with http:// or https://)',
  ],
  [
    { CORS_ORIGINS: 'https://u@a.example' },
    'CORS_ORIGINS is "https://u@a.example", expected origins such as https://dashboard.example, separated by commas ("https://u@a.example": this is no origin)',
  ],
  [
    { CORS_ORIGINS: 'https://a.example:x' },
    'CORS_ORIGINS is "https://a.example:x", expected origins such as https://dashboard.example, separated by commas ("https://a.example:x": this is no origin)',
  ],
  [
    { CORS_ORIGINS: 'https://a.example,' },
    'CORS_ORIGINS is "https://a.example,", expected origins such as https://dashboard.example, separated by commas ("": nothing between two commas)',
  ],
  [{ KEEP_ALIVE_SECONDS: '0' }, 'KEEP_ALIVE_SECONDS is "0", expected a whole number from 1 to 3600'],
  [{ EVENT_RETENTION_DAYS: '0' }, 'EVENT_RETENTION_DAYS is "0", expected a whole number from 1 to 36500'],
  [
    { APPROVAL_POLICY: '{TIER1}' },
    'APPROVAL_POLICY is "{TIER1}", expected JSON such as {"TIER1":{"approvers":2,"role":"ADMIN","dueDays":3}}',
  ],
  [
    { APPROVAL_POLICY: '{"TIER1":{"approvers":0}}' },
    'APPROVAL_POLICY is "{\\"TIER1\\":{\\"approvers\\":0}}", expected JSON such as {"TIER1":{"approvers":2,"role":"ADMIN","dueDays":3}} (TIER1.approvers: Too small: expected number to be >=1)',
  ],
  [{ DATABASE_URL: 'mysql://root:pw@db' }, 'DATABASE_URL is (hidden), expected a postgres:// URL'],
  [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET is (hidden), expected at least 32 characters'],
  [
    { HOST: '0.0.0.0' },
    'HOST is "0.0.0.0", expected a loopback address unless AUTH_SECRET, AUTH_JWKS_URL or OIDC_ISSUER is set',
  ],
  [
    { AUTH_ISSUER: 'me' },
    'AUTH_SECRET is not set, expected it or AUTH_JWKS_URL together with AUTH_ISSUER and AUTH_AUDIENCE',
  ],
  [{ AUTH_SECRET: 'x'.repeat(32) }, 'AUTH_ISSUER is not set, expected the iss claim of the tokens'],
  [
    { AUTH_JWKS_URL: 'https://keys.example', AUTH_ISSUER: 'i' },
    'AUTH_AUDIENCE is not set, expected the aud claim of the tokens',
  ],
  [
    { OIDC_ISSUER: 'https://id.example', AUTH_SECRET: 'x'.repeat(32) },
    'OIDC_ISSUER is set, expected only one of AUTH_SECRET and OIDC_ISSUER',
  ],
  [
    { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'c', AUTH_ISSUER: 'https://id.example/' },
    'AUTH_ISSUER is "https://id.example/", expected nothing, or the same as OIDC_ISSUER',
  ],
  [
    { OIDC_ISSUER: 'https://id.example' },
    'OIDC_CLIENT_ID is not set, expected the id of a public client of OIDC_ISSUER',
  ],
  [{ OIDC_ISSUER: 'id.example' }, 'OIDC_ISSUER is "id.example", expected an https:// URL'],
  [{ OIDC_CLIENT_ID: 'c' }, 'OIDC_CLIENT_ID is set, expected OIDC_ISSUER as well'],
  [{ OIDC_SCOPES: 'profile' }, 'OIDC_SCOPES is "profile", expected scopes separated by spaces, among them openid'],
  [{ AUTH_TENANT: 'ACME Ltd' }, 'AUTH_TENANT is "ACME Ltd", expected 1 to 63 characters of a-z, 0-9, _ and -'],
  [
    { AUTH_TENANT: 'acme', AUTH_TENANT_CLAIM: 'tid' },
    'AUTH_TENANT_CLAIM is set, expected only one of AUTH_TENANT and AUTH_TENANT_CLAIM',
  ],
  [
    { AUTH_ROLE_MAP: '{"editors":"EDITOR"}' },
    'AUTH_ROLE_MAP is "{\\"editors\\":\\"EDITOR\\"}", expected JSON such as {"data-stewards":["VIEWER","STEWARD"],"auditors":"VIEWER"} (editors: Invalid input)',
  ],
])('%j stops the start with one line', (env, message) => {
  expect(() => loadConfig(env)).toThrow(new ConfigError(message));
});

test.each(['{"TIER6":{}}', '{"TIER1":{"role":"VIEWER"}}', '{"TIER1":{"aprovers":2}}', '[]', 'null', '2'])(
  'APPROVAL_POLICY is taken word for word: %s stops the start',
  (policy) => {
    expect(() => loadConfig({ APPROVAL_POLICY: policy })).toThrow(ConfigError);
  },
);

test('origins are kept as browsers send them', () => {
  expect(loadConfig({}).corsOrigins).toEqual([]);
  const text = 'https://A.example:443, http://b.example:8080 ,http://[::1]:80,https://bücher.example';
  expect(loadConfig({ CORS_ORIGINS: text }).corsOrigins).toEqual([
    'https://a.example',
    'http://b.example:8080',
    'http://[::1]',
    'https://xn--bcher-kva.example',
  ]);
});

test('an empty variable counts as not set', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}));
});

test('docs/operations.md has every setting', () => {
  const docs = readFileSync('docs/operations.md', 'utf8');
  expect(/<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(docs)?.[1]).toBe(settingsTable());
});
