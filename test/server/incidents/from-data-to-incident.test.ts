import { expect } from 'vitest';

import { create } from '../../support/governance.ts';
import { serverTest } from '../../support/server/server-test.ts';
import type { TestServer } from '../../support/server/test-server.ts';
import { untilIdle } from '../../support/until-idle.ts';

const INCIDENTS = `{
  incidents(first: 50) {
    edges { node { cause status severity summary occurrences resolution rule { canonicalKey } entity { canonicalKey } root { id } } }
  }
}`;

interface Found {
  cause: string;
  status: string;
  severity: string;
  summary: string;
  occurrences: number;
  resolution: string | null;
  rule: { canonicalKey: string } | null;
  entity: { canonicalKey: string };
  root: { id: string } | null;
}

async function incidentsOf(server: TestServer): Promise<Found[]> {
  await untilIdle(server.parts.database);
  const { incidents } = await server.query<{ incidents: { edges: { node: Found }[] } }, object>(INCIDENTS);
  return incidents.edges.map(({ node }) => node);
}

/** Says that the table was loaded anew, as a pipeline does. */
async function refresh(server: TestServer): Promise<void> {
  await server.query(`mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) { __typename } }`, {
    input: { entityUrn: 'urn:test', schema: 'cinema', table: 'movies', rowsAffected: 11, refreshType: 'FULL' },
  });
  await untilIdle(server.parts.database);
}

serverTest(
  'a load that breaks a rule is an incident with its figures, and the load that repairs it ends it',
  async ({ server }) => {
    await server.warehouse.exec(`
    CREATE SCHEMA cinema;
    CREATE TABLE cinema.movies (id int PRIMARY KEY, rating int);
    INSERT INTO cinema.movies SELECT n, n FROM generate_series(1, 22) n;
  `);
    const dataset = { schema: 'cinema', table: 'movies' };
    await create(server, {
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'rating_known',
      change: {
        ...{ name: 'The rating is known', tier: 'TIER3', dataset: { ...dataset, column: 'rating' } },
        businessRule: { severity: 'WARNING', minPassPercent: 90, check: { notNull: true } },
      },
    });
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'movies',
      change: { name: 'Movies', tier: 'TIER3', dataset },
    });
    await refresh(server);
    expect(await incidentsOf(server)).toEqual([]);

    await server.warehouse.exec('UPDATE cinema.movies SET rating = NULL WHERE id <= 3');
    await refresh(server);
    expect(await incidentsOf(server)).toEqual([
      {
        ...{ cause: 'RULE', status: 'OPEN', severity: 'WARNING', occurrences: 1, resolution: null, root: null },
        summary: '3 of 22 values of movies.rating fail rule rating_known (13.6 %, at most 10 % may).',
        rule: { canonicalKey: 'rating_known' },
        entity: { canonicalKey: 'movies' },
      },
    ]);

    await server.warehouse.exec('UPDATE cinema.movies SET rating = id');
    await refresh(server);
    expect(await incidentsOf(server)).toMatchObject([{ status: 'RESOLVED', resolution: 'AUTO', occurrences: 1 }]);
  },
);
