import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Api, createApi, RefusedError } from '../../../demo/api.ts';
import { type Datasets, readDatasets, rowCounts } from '../../../demo/data/datasets.ts';
import { GOVERNED_ENTITIES } from '../../../demo/data/governed-entities.ts';
import { loadMissingTables } from '../../../demo/data/warehouse.ts';
import { type DayPosition, openDayPosition } from '../../../demo/day-position.ts';
import { narrate } from '../../../demo/narrator.ts';
import { registerEntities } from '../../../demo/register.ts';
import { runStep } from '../../../demo/run-step.ts';
import type { Line } from '../../../demo/terminal.ts';
import { type Step, workingDay } from '../../../demo/working-day.ts';
import { GRAPHIQL_TABS } from '../../../graphiql/tabs.ts';
import { schema } from '../../../src/schema/schema.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

/** The baselines, and one round of the day. */
const STEPS = 28;

let server: TestServer;
let api: Api;
let datasets: Datasets;
let steps: Step[];
let lastStep: Step;
const entityCount = GOVERNED_ENTITIES.flat().length;
const stopped = new AbortController();
const { signal } = stopped;

beforeAll(async () => {
  server = await startTestServer();
  api = createApi(server.url);
  datasets = await readDatasets();
  const day = workingDay(rowCounts(datasets));
  steps = Array.from({ length: STEPS - 1 }, () => day.next().value);
  lastStep = day.next().value;
  steps.push(lastStep);
});
afterAll(async () => {
  stopped.abort();
  await server[Symbol.asyncDispose]();
});

async function count(table: string): Promise<number> {
  const { rows } = await server.warehouse.query(`SELECT count(*)::int AS count FROM ${table}`);
  return (rows as { count: number }[])[0]?.count ?? 0;
}

describe('a first start', () => {
  test('loads the baselines and registers everything through approvals', async () => {
    expect(await loadMissingTables(server.warehouse, datasets, signal)).toHaveLength(4);
    expect(await registerEntities(api, GOVERNED_ENTITIES, signal)).toBe(entityCount);
    expect((await api.state()).entities).toHaveLength(entityCount);
    await untilIdle(server.warehouse);
  });
});

describe('a round of the day', () => {
  const lines: Line[] = [];
  let position: DayPosition;
  let narration: Promise<void>;

  const told = (verb: string, subject?: string) =>
    lines.filter((line) => line.verb === verb && (subject === undefined || line.subject === subject));

  beforeAll(async () => {
    position = await openDayPosition(server.warehouse);
    narration = narrate({ serverUrl: server.url, api, say: (line) => lines.push(line), signal });
    await until('the subscription', () => server.feed.readerCount() === 1);
    for (const [index, step] of steps.entries()) {
      await runStep({ warehouse: server.warehouse, datasets, api, position }, index + 1, step);
      await untilIdle(server.warehouse);
    }
    await until('the last profiles to be told', () => told('recovered', 'flight_routes').length === 1);
  }, 120_000);

  test('every load is told as a refresh, with its rows', () => {
    expect(told('refreshed')).toHaveLength(steps.filter(({ kind }) => kind === 'load').length);
    expect(told('refreshed', 'cinema.movies')[1]?.text).toBe('+240 rows, incremental');
  });

  test('profiles complete, and nothing fails', () => {
    expect(told('profiled').length).toBeGreaterThan(40);
    expect(told('failed')).toEqual([]);
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('a small slice is skipped, what somebody asks for is profiled, and the decision says why', () => {
    expect(told('skipped', 'weather_daily +4')[0]?.text).toMatch(/^WITHIN_COOLDOWN: .*8 rows affected of 730/);
    expect(told('profiling', 'weather_daily').map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^REQUESTED: /),
    );
    expect(told('profiling', 'movies +5')[0]?.text).toMatch(/^MANY_ROWS_CHANGED: 240 rows affected of 1200 \(20 %\)/);
  });

  test.each([
    ['box_office_worldwide', /completeness 99\.5 to 79\.6, validity/],
    ['average_high', /uniqueness 100\.0 to 83\.3, validity/],
    ['airports', /uniqueness 100\.0 to 50\.0/],
    ['flight_routes', /: validity 100\.0 to 62\.5/],
  ])('the quality of %s degrades and recovers', (canonicalKey, reason) => {
    expect(told('degraded', canonicalKey).map(({ text }) => text)).toEqual([expect.stringMatching(reason)]);
    expect(told('recovered', canonicalKey)).toHaveLength(1);
  });

  test.each([
    ['airports', 'flights_per_route, air_traffic_report, flight_routes'],
    ['flight_routes', 'flights_per_route, air_traffic_report'],
  ])('what is made of %s is told when its quality drops', (canonicalKey, names) => {
    expect(told('affects', canonicalKey)[0]?.text).toContain(names);
  });

  test('changes are approved and take effect, and others are rejected', async () => {
    expect(told('approved', 'movies')[0]?.text).toBe('by bert: Reads well.');
    expect(told('changed', 'movies').map(({ text }) => text)).toEqual(['description; version 2 is in force']);
    expect(told('rejected', 'airports')[0]?.text).toBe('by dora: The statutory report is made from it.');
    expect(await api.entity({ entityType: 'METADATA', canonicalKey: 'movies' })).toMatchObject({ version: 2 });
    expect(await api.entity({ entityType: 'METADATA', canonicalKey: 'airports' })).toMatchObject({
      version: 1,
      pendingApproval: null,
    });
  });

  test('the narrator ends with its signal', async () => {
    stopped.abort();
    await narration;
  });
});

describe('a second start on the same store', () => {
  const never = new AbortController().signal;

  test('finds its tables and entities there', async () => {
    expect(await loadMissingTables(server.warehouse, datasets, never)).toEqual([]);
    const { streamPosition } = await api.state();
    expect(await registerEntities(api, GOVERNED_ENTITIES, never)).toBe(0);
    expect((await api.state()).streamPosition).toBe(streamPosition);
  });

  test('goes on where it was: the last step, run again, adds neither rows nor an event', async () => {
    const position = await openDayPosition(server.warehouse);
    expect(position.step).toBe(STEPS);
    const { streamPosition } = await api.state();
    const rows = await count('aviation.routes');
    await runStep({ warehouse: server.warehouse, datasets, api, position }, STEPS, lastStep);
    expect(await count('aviation.routes')).toBe(rows);
    expect((await api.state()).streamPosition).toBe(streamPosition);
  });

  test('reports rows that a killed process loaded and did not report', async () => {
    const position = await openDayPosition(server.warehouse);
    const step: Step = {
      kind: 'load',
      dataset: 'weather.daily',
      mode: 'append',
      refreshType: 'INCREMENTAL',
      from: 0,
      to: 5,
    };
    const killed: Api = { ...api, reportRefresh: () => Promise.reject(new Error('killed')) };
    await expect(
      runStep({ warehouse: server.warehouse, datasets, api: killed, position }, STEPS + 1, step),
    ).rejects.toThrow();

    const rows = await count('weather.daily');
    const { streamPosition } = await api.state();
    const reopened = await openDayPosition(server.warehouse);
    await runStep({ warehouse: server.warehouse, datasets, api, position: reopened }, STEPS + 1, step);
    expect(await count('weather.daily')).toBe(rows);
    expect((await api.state()).streamPosition).not.toBe(streamPosition);
  });
});

test.each(GRAPHIQL_TABS.filter(({ query }) => !query.includes('\nsubscription ')))(
  'a tab of GraphiQL is answered with something: $query',
  async ({ query, variables = '{}', headers = '{}' }) => {
    const asked = JSON.parse(variables) as Record<string, unknown>;
    const data = await server.query<object, object>(query, asked, JSON.parse(headers) as Record<string, string>);
    expect(JSON.stringify(data)).toMatch(/"(edges":\[\{|approval":\{)/);
  },
);

test.each(GRAPHIQL_TABS.filter(({ query }) => query.includes('\nsubscription ')))(
  'a tab of GraphiQL subscribes to something that there is: $query',
  ({ query }) => {
    expect(validate(schema, parse(query))).toEqual([]);
  },
);

test('an entity that is asked for twice within a minute is refused with a reason, as the day can meet it', async () => {
  const wanted = { entityType: 'METADATA', canonicalKey: 'studio_films', priority: 'NORMAL' } as const;
  const change = { name: 'Films', tier: 'TIER3', dataset: { schema: 'cinema', table: 'movies' } };
  await registerEntities(api, [[{ ...wanted, change }]], new AbortController().signal);
  await api.requestProfile('anna', wanted);
  await expect(api.requestProfile('anna', wanted)).rejects.toThrow(RefusedError);
});
