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
  [{ HOST: '0.0.0.0' }, 'HOST is "0.0.0.0", expected a loopback address unless AUTH_SECRET or AUTH_JWKS_URL is set'],
  [
    { AUTH_ISSUER: 'me' },
    'AUTH_SECRET is not set, expected it or AUTH_JWKS_URL together with AUTH_ISSUER and AUTH_AUDIENCE',
  ],
  [{ AUTH_SECRET: 'x'.repeat(32) }, 'AUTH_ISSUER is not set, expected the iss claim of the tokens'],
  [
    { AUTH_JWKS_URL: 'https://keys.example', AUTH_ISSUER: 'i' },
    'AUTH_AUDIENCE is not set, expected the aud claim of the tokens',
  ],
])('%j stops the start with one line', (env, message) => {
  expect(() => loadConfig(env)).toThrow(new ConfigError(message));
});

test.each([
  '{"tier1":{}}',
  '{"TIER6":{}}',
  '{"TIER1":{"role":"VIEWER"}}',
  '{"TIER1":{"aprovers":2}}',
  '[]',
  'null',
  '2',
])('APPROVAL_POLICY is taken word for word: %s stops the start', (policy) => {
  expect(() => loadConfig({ APPROVAL_POLICY: policy })).toThrow(ConfigError);
});

test('an empty variable counts as not set', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}));
});

test('docs/operations.md has every setting', () => {
  const docs = readFileSync('docs/operations.md', 'utf8');
  expect(/<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(docs)?.[1]).toBe(settingsTable());
});
