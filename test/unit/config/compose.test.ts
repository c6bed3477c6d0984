import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { loadConfig } from '../../../src/config.ts';
import { RUN_PARTS, SETTINGS } from '../../../src/settings.ts';

const compose = readFileSync('compose.yaml', 'utf8');
/** What all instances share. */
const shared = compose.slice(compose.indexOf('x-settings:'), compose.indexOf('services:'));
/** What each instance runs, by its name: that of the shared part, unless it says otherwise. */
const runs = new Map(
  [
    ...compose.matchAll(
      /^ {2}(\S+):(?: \*bff| *\n {4}<<: \*bff\n {4}environment:\n {6}<<: \*settings\n {6}RUN: (.*))$/gm,
    ),
  ].map(([, name = '', run]) => [name, run ?? /^ {4}RUN: (.*)$/m.exec(shared)?.[1]]),
);

/** The environment of an instance, as compose fills it in from the given one. */
function environment(given: Record<string, string>): Record<string, string> {
  const lines = [...shared.matchAll(/^ {2}([A-Z_]+): '?(.*?)'?$/gm)];
  return Object.fromEntries(
    lines.map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\$\{(\w+):([-?])(.*?)\}/g, (_, variable: string, kind: string, other: string) => {
        const found = given[variable];
        if (found === undefined && kind === '?') throw new Error(`${variable} ${other}`);
        return found ?? other;
      }),
    ]),
  );
}

const GIVEN = { AUTH_SECRET: 'a secret of more than thirty-two characters', POSTGRES_PASSWORD: 'secret' };

test('the settings of compose.yaml are settings of the server, and it listens beyond loopback with them', () => {
  const env = environment(GIVEN);
  expect(Object.keys(SETTINGS)).toEqual(expect.arrayContaining(Object.keys(env)));
  expect(loadConfig(env)).toMatchObject({
    host: '0.0.0.0',
    port: 4000,
    databaseUrl: 'postgres://bff:secret@postgres:5432/bff',
    redisUrl: 'redis://redis:6379',
    auth: { kind: 'secret', audience: 'metadata-governance' },
  });
  expect(() => environment({})).toThrow(/is missing in .env/);
});

test('every part of the server is run by an instance', () => {
  const settings = environment(GIVEN);
  const parts = [...runs.values()].flatMap((RUN = '') => loadConfig({ ...settings, RUN }).run);
  expect(new Set(parts)).toEqual(new Set(RUN_PARTS));
});

test('an instance is given more time to stop than it takes, and the load balancer the time to turn away', () => {
  const { drainDelaySeconds } = loadConfig(environment(GIVEN));
  const graceSeconds = Number(/stop_grace_period: (\d+)s/.exec(shared)?.[1]);
  expect(graceSeconds).toBeGreaterThanOrEqual(drainDelaySeconds + 30);
  const haproxy = readFileSync('deploy/haproxy.cfg', 'utf8');
  const [, interval, fall] = /check inter (\d+)s fall (\d+)/.exec(haproxy) ?? [];
  expect(drainDelaySeconds).toBeGreaterThan(Number(interval) * Number(fall));
});

test('the load balancer knows every instance', () => {
  const instances = [...runs].filter(([, run]) => run === 'api').map(([name]) => name);
  const servers = [...readFileSync('deploy/haproxy.cfg', 'utf8').matchAll(/^ +server (\S+) (\S+)$/gm)];
  expect(instances).toHaveLength(2);
  expect(servers.map(([, , address]) => address)).toEqual(instances.map((name) => `${name}:4000`));
});

test('what the image is built from is let through to the build', () => {
  const allowed = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copied = [...readFileSync('Dockerfile', 'utf8').matchAll(/^COPY (?!--from)(.*) \S+$/gm)];
  expect(copied.flatMap(([, sources = '']) => sources.split(' ')).sort()).toEqual(allowed.sort());
});
