import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findProgram } from '../../../scripts/find-program.mjs';
import { TEST_TOOLS } from '../../../scripts/test-tools.mjs';
import { outerEnvironment } from '../../support/process/outer-environment.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, makeToken } from '../../support/server/token.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
  token = await makeToken({ roles: ['PRODUCER'], sub: 'pipeline', actor_type: 'SYSTEM' });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Ended {
  code: number;
  output: string;
}

/** Runs a program to its end, with the token unless another one is given. */
function run(program: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const curl = dirname(findProgram(TEST_TOOLS.curl) ?? '');
  const path = `${process.env.PATH ?? ''}${delimiter}${curl}`;
  const environment = { ...outerEnvironment(), PATH: path, EVENTS_URL: `${server.url}/events`, TOKEN: token, ...env };
  return new Promise((resolve) => {
    execFile(program, args, { env: environment }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

async function refreshes(after: number) {
  const { entries } = await server.parts.log.readAfter('acme', after, { limit: 100 });
  return entries.map(({ event }) => (event?.type === 'data.refreshed' ? event.payload : null));
}

async function position(): Promise<number> {
  return (await server.parts.log.head('acme')).offset;
}

describe.each([
  ['with curl', 'sh', ['examples/report-refresh.sh']],
  ['in TypeScript', process.execPath, ['--import', 'tsx', 'examples/report-refresh.ts']],
])('the example %s', (name, program, args) => {
  test('reports a refresh, and the same again as the duplicate that it is', async () => {
    const before = await position();
    const report = () => run(program, [...args, 'sales', 'orders', '250', `load ${name}`]);
    expect(await report()).toMatchObject({ code: 0, output: expect.stringContaining('"outcome":"accepted"') });
    expect(await report()).toMatchObject({ code: 0, output: expect.stringContaining('"outcome":"duplicate"') });
    expect(await refreshes(before)).toMatchObject([
      {
        service: { schema: 'sales', table: 'orders' },
        rowsAffected: 250,
        triggeredBy: { actorId: 'pipeline', actorType: 'SYSTEM' },
      },
    ]);
  });

  test('fails where the server refuses, and says why', async () => {
    const refused = await run(program, [...args, 'sales', 'orders', '1'], { TOKEN: 'nonsense' });
    expect(refused.output).toContain('problem-type:metadata-governance:unauthenticated');
    expect(refused.code).not.toBe(0);
  });
});

describe('the hook for dbt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdm-dbt-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const result = (id: string, changes: object = {}) => ({
    unique_id: `model.shop.${id}`,
    status: 'success',
    relation_name: `"warehouse"."sales"."${id}"`,
    timing: [{ completed_at: '2026-01-31T11:59:00Z' }, { completed_at: '2026-01-31T12:00:00.123456Z' }],
    adapter_response: { _message: 'SELECT 10', code: 'SELECT', rows_affected: 10 },
    ...changes,
  });
  const written = (name: string, content: object) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const hook = (name: string, results: object[], manifest?: object, env: Record<string, string> = {}) =>
    run(
      process.execPath,
      [
        'examples/dbt-on-run-end.mjs',
        written(name, { metadata: { invocation_id: name }, results }),
        ...(manifest ? [written(`manifest of ${name}`, manifest)] : []),
      ],
      env,
    );

  test('reports the tables that a run has refreshed, and repeats nothing', async () => {
    const before = await position();
    const results = [
      result('orders'),
      result('customers', {
        adapter_response: { code: 'INSERT', rows_affected: -1 },
        relation_name: '`w`.`sales`.`c`',
      }),
      result('counted_by_nobody', { adapter_response: {} }),
      result('failed', { status: 'error' }),
      result('orders', { unique_id: 'test.shop.not_null_orders_id' }),
      result('ephemeral', { relation_name: null }),
    ];
    expect((await hook('run 1', results)).code).toBe(0);
    expect((await hook('run 1', results)).output.match(/^duplicate/gm)).toHaveLength(3);
    const reported = await refreshes(before);
    expect(reported).toMatchObject([
      {
        service: { schema: 'sales', table: 'orders' },
        rowsAffected: 10,
        refreshType: 'full',
        completedAt: '2026-01-31T12:00:00.123Z',
      },
      { service: { schema: 'sales', table: 'c' }, refreshType: 'incremental' },
      { service: { schema: 'sales', table: 'counted_by_nobody' }, refreshType: 'full' },
    ]);
    expect(reported.map((payload) => payload !== null && 'rowsAffected' in payload)).toEqual([true, false, false]);
  });

  test('fails when one of them is refused, and the others are reported all the same', async () => {
    const before = await position();
    const broken = result('broken', { relation_name: `"w"."sales"."${'t'.repeat(300)}"` });
    const { code, output } = await hook('run 2', [broken, result('orders')]);
    expect(code).toBe(1);
    expect(output).toMatch(/^refused: run 2 model.shop.broken \(.+\)$/m);
    expect(await refreshes(before)).toHaveLength(1);
  });

  test('reads the names of tables as SQL reads them', async () => {
    const before = await position();
    const names = ['"db"."main"."v1.2"', '"we""ird"', '`p`.`a.``b`.`t`', '[x]]y].[z]', 'RAW.Orders', '"main"."a"b'];
    const { code, output } = await hook(
      'run 3',
      names.map((name, index) => result(`m${index}`, { relation_name: name.includes('.') ? name : `main.${name}` })),
    );
    expect(code).toBe(1);
    expect(output).toMatch(/^not reported: model.shop.m5 \("main"."a"b\)$/m);
    expect((await refreshes(before)).map((refresh) => refresh?.service)).toEqual([
      { schema: 'main', table: 'v1.2' },
      { schema: 'main', table: 'we"ird' },
      { schema: 'a.`b', table: 't' },
      { schema: 'x]y', table: 'z' },
      { schema: 'RAW', table: 'Orders' },
    ]);
  });

  test('finds the names that results of schema v4 lack in the manifest, and says so without one', async () => {
    const before = await position();
    const results = ['orders', 'ephemeral', 'unknown'].map((id) => result(id, { relation_name: undefined }));
    expect(await hook('run 4', results)).toEqual({
      code: 1,
      output: expect.stringMatching(/run 4\.json does not name the tables .+: give the manifest\.json .+\n$/),
    });
    const nodes = {
      'model.shop.orders': { relation_name: '"warehouse"."sales"."orders"' },
      'model.shop.ephemeral': { relation_name: null },
    };
    const { code, output } = await hook('run 4', results, { nodes });
    expect(code).toBe(1);
    expect(output).toMatch(/^not reported: model.shop.unknown \(.+manifest of run 4\.json does not name its table\)$/m);
    expect((await hook('run 5', results.slice(0, 2), { nodes })).code).toBe(0);
    expect(await refreshes(before)).toMatchObject([
      { service: { schema: 'sales', table: 'orders' } },
      { service: { schema: 'sales', table: 'orders' } },
    ]);
  });

  test('says in one line what it cannot read or reach, and that there is nothing to report', async () => {
    const path = join(folder, 'no results.json');
    expect(await run(process.execPath, ['examples/dbt-on-run-end.mjs', path])).toEqual({
      code: 1,
      output: expect.stringMatching(/^.+no results\.json: ENOENT.+\n$/),
    });
    const away = { EVENTS_URL: 'http://127.0.0.1:1/events' };
    expect(await hook('run 6', [result('orders')], undefined, away)).toEqual({
      code: 1,
      output: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/events: .+\n$/),
    });
    expect(await hook('run 6', [result('failed', { status: 'error' })])).toEqual({
      code: 0,
      output: 'nothing to report: no model, seed or snapshot was built\n',
    });
  });
});
