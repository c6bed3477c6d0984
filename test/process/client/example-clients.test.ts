import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { expect, test } from 'vitest';

import { create } from '../../support/governance.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf, makeToken } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

/** An example as whoever reads it starts it. Its lines, as they come. */
function startExample(path: string, env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', path], {
    env: { ...outerEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => lines.push(line));
  return {
    lines,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER'];

test.each(['examples/apollo-client.ts', 'examples/urql.ts'])(
  '%s signs in, keeps its table current, and misses nothing while it is disconnected',
  async (path) => {
    await using server = await startTestServer({ env: AUTH_ENV });
    const requester = await bearerOf({ sub: 'anna', roles: ROLES });
    const by = { requester, decider: await bearerOf({ sub: 'bert', roles: ROLES }) };
    await server.warehouse.exec('CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1)');
    const dataset = { schema: 'public', table: 't' };
    const change = { name: 'Orders', tier: 'TIER1', dataset };
    await create(server, { entityType: 'METADATA', canonicalKey: 'orders', change }, by);
    const newest = async () => {
      const query = `{ entity(entityType: METADATA, canonicalKey: "orders") { profiles(first: 100) { edges { cursor } } } }`;
      const { data } = await ask<{ entity: { profiles: { edges: object[] } } }>(server, { query }, requester);
      return data?.entity.profiles.edges.length ?? 0;
    };
    await until('the first profile', async () => (await newest()) === 1);
    /** One more profile, with another score. */
    const profile = async () => {
      const before = await newest();
      await server.warehouse.exec('INSERT INTO public.t VALUES (NULL)');
      // An entity can be asked for once a minute.
      server.advance(60_001);
      const query = `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "orders", priority: HIGH }) { __typename ... on Error { message } } }`;
      expect((await ask(server, { query }, requester)).text).toContain('RequestProfileSuccess');
      await until('another profile', async () => (await newest()) === before + 1);
    };

    await using wire = await startTcpProxy({ port: Number(new URL(server.url).port) });
    const env = { GRAPHQL_URL: wire.through(`${server.url}/graphql`), TOKEN: await makeToken() };
    await using example = startExample(path, env);
    await until('the subscription', () => server.feed.readerCount() === 1);
    await profile();
    await until('the first event', () => example.lines.includes('profiled: Orders'));

    wire.refuse(true);
    wire.cutAll();
    await profile();
    await profile();
    wire.refuse(false);
    await until('the subscription again', () => server.feed.readerCount() === 1);
    await profile();
    const profiled = () => example.lines.filter((line) => line.startsWith('profiled'));
    await until('all four events', () => profiled().length >= 4);

    const query = `{ entity(entityType: METADATA, canonicalKey: "orders") { latestProfile { qualityScore qualityGrade } } }`;
    const { data } = await ask<{ entity: { latestProfile: { qualityScore: number; qualityGrade: string } } }>(
      server,
      { query },
      requester,
    );
    const { qualityScore, qualityGrade } = data?.entity.latestProfile ?? {};
    const last = `1 entities: Orders ${qualityScore} ${qualityGrade}`;
    await until('the last state of the table', () => example.lines.at(-1) === last);
    expect(profiled()).toHaveLength(4);
    expect(new Set(example.lines.filter((line) => line.startsWith('1 entities:'))).size).toBeGreaterThan(2);
    expect(example.lines.filter((line) => !/^(profiled|1 entities): /.test(line))).toEqual([]);
  },
  120_000,
);
