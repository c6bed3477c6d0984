import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DECIDER, REQUESTER } from '../../support/governance.ts';
import { follow, notificationOwnerOf, type Told } from '../../support/inbox.ts';
import { loadShop, SHOP, SHOP_ENTITIES, type ShopRow, type ShopTable } from '../../support/incidents/shop.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { untilIdle } from '../../support/until-idle.ts';

const REQUEST = `mutation ($input: RequestChangeSetInput!) { requestChangeSet(input: $input) {
  ... on RequestChangeSetSuccess { changeSet { id itemCount } }
  ... on ValidationError { issues { path message } }
} }`;
const DECIDE = `mutation ($id: ID!) { decideChangeSet(input: { changeSetId: $id, decision: APPROVE }) {
  ... on DecideChangeSetSuccess { changeSet { status } }
} }`;
const APPLIED = `query ($id: ID!) { node(id: $id) { ... on ChangeSet { counts { applied } } } }`;
const INCIDENTS = `{ incidents(first: 50) { edges { node {
  id cause status severity summary resolution entity { canonicalKey } root { entity { canonicalKey } }
} } } }`;
const DROPS = `{ events(last: 50, filter: { types: [DATA_QUALITY_DEGRADED], canonicalKeys: ["customers"] }) { edges { node {
  ... on DataQualityDegradedEvent { payload { previousScore qualityScore dropPercent } }
} } } }`;

const OWNER = { 'x-actor-id': 'carla' };
const FOLLOWER = { 'x-actor-id': 'dora' };

interface Edges<T> {
  edges: { node: T }[];
}
interface Seen {
  id: string;
  cause: string;
  status: string;
  severity: string;
  summary: string;
  resolution: string | null;
  entity: { canonicalKey: string };
  root: { entity: { canonicalKey: string } } | null;
}

const withoutEmails = (count: number): ShopRow[] =>
  SHOP.customers.map((row, index) => (index < count ? { ...row, email: null } : row));
const withNegativeAmounts = (count: number): ShopRow[] =>
  SHOP.orders.map((row, index) => (index < count ? { ...row, amount: -1 } : row));

/** The tests go on where the one before stopped: a day of one shop. */
describe.each(STORES)('the day of a steward on %s', { timeout: 120_000 }, (_, openStore) => {
  let server: TestServer;
  const seen = new Set<string>();
  const told = new Set<string>();

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function load(table: ShopTable, rows?: readonly ShopRow[], columns?: readonly string[]): Promise<void> {
    await loadShop(server, table, rows, columns);
    await untilIdle(server.parts.database);
  }

  async function allIncidents(): Promise<Seen[]> {
    const { incidents } = await server.query<{ incidents: Edges<Seen> }, object>(INCIDENTS);
    return incidents.edges.map(({ node }) => node);
  }

  /** The incidents opened since the last call, all open, in the order of their names. */
  async function opened() {
    const news = (await allIncidents()).filter(({ id }) => !seen.has(id));
    for (const { id } of news) seen.add(id);
    expect(news.map(({ status }) => status)).toEqual(news.map(() => 'OPEN'));
    const lines = news.map(({ cause, severity, summary, entity, root }) => {
      return `${entity.canonicalKey} ${cause} ${severity}${root ? ` of ${root.entity.canonicalKey}` : ''}: ${summary}`;
    });
    return lines.toSorted();
  }

  /** What the owner and the follower have been told since the last call; both the same. */
  async function news(): Promise<Told[]> {
    const [ofOwner = [], ofFollower = []] = await Promise.all(
      [OWNER, FOLLOWER].map(async (person) => {
        const { told: all } = await notificationOwnerOf(server, person);
        return all.filter(({ id }) => !told.has(id));
      }),
    );
    for (const { id } of [...ofOwner, ...ofFollower]) told.add(id);
    const inWords = (all: readonly Told[]) => all.map(({ kind, title, text }) => ({ kind, title, text }));
    expect(inWords(ofFollower)).toEqual(inWords(ofOwner));
    return ofOwner;
  }

  /** A load that breaks nothing more ends all that is open, and each is told of it once. */
  async function expectRecovery(table: ShopTable, titles: readonly string[]): Promise<void> {
    await load(table);
    expect(await opened()).toEqual([]);
    const states = (await allIncidents()).map(({ status, resolution }) => `${status} ${resolution}`);
    expect(new Set(states)).toEqual(new Set(['RESOLVED AUTO']));
    expect((await news()).map(({ kind, title }) => `${kind} ${title}`)).toEqual(
      titles.map((title) => `QUALITY_RECOVERED Over: ${title}`),
    );
  }

  test('30 entities with 10 rules are one request and one decision', async () => {
    for (const table of ['customers', 'orders', 'order_lines'] as const) await load(table);
    const items = SHOP_ENTITIES.map((item) => ({ ...item, kind: 'CREATE' }));
    expect(items.filter(({ entityType }) => entityType === 'BUSINESS_RULE')).toHaveLength(10);
    const requested = await server.query<
      { requestChangeSet: { changeSet: { id: string; itemCount: number } } },
      object
    >(REQUEST, { input: { items } }, REQUESTER);
    const { id, itemCount } = requested.requestChangeSet.changeSet;
    expect(itemCount).toBe(30);
    expect(await server.query(DECIDE, { id }, DECIDER)).toEqual({
      decideChangeSet: { changeSet: { status: 'APPROVED' } },
    });
    await untilIdle(server.parts.database);
    expect(await server.query(APPLIED, { id })).toEqual({ node: { counts: { applied: 30 } } });
    for (const table of ['customers', 'orders', 'order_lines']) {
      expect(await follow(server, table, FOLLOWER)).toBe('FollowSuccess');
    }
    for (const person of [OWNER, FOLLOWER]) {
      for (const { id } of (await notificationOwnerOf(server, person)).told) told.add(id);
    }
  });

  test('missing values: the score falls, and whoever owns or follows the table is told of that and not of its impact', async () => {
    await load('customers', withoutEmails(160));
    expect(await opened()).toEqual([
      'customers SCORE WARNING: The quality score of customers fell from 100 to 82.8 (by 17.2 %, at most 10 % is allowed).',
    ]);
    const [notice, ...more] = await news();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'QUALITY_DEGRADED', title: 'The quality of customers fell by 17.2 %' });
    expect(notice?.text).toContain('fell by 17.2 %, from 100 (grade A) to 82.8 (grade B).');
    await expectRecovery('customers', ['The quality of customers fell']);
  });

  test('a CRITICAL rule that 1 % of the values fail is told, though the score is nearly what it was', async () => {
    await load('orders', withNegativeAmounts(4));
    const sentence = '4 of 400 values of orders.amount fail rule order_amount (1 %, at most 0 % may).';
    expect(await opened()).toEqual([
      `gross_revenue RULE CRITICAL of orders: ${sentence}`,
      `orders RULE CRITICAL: ${sentence}`,
    ]);
    const [notice, ...more] = await news();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'INCIDENT_OPENED', title: 'orders: too few values pass a business rule' });
    expect(notice?.text).toContain(`orders (metadata, tier 1, critical): ${sentence} 5 entities lie downstream of it.`);
    await expectRecovery('orders', ['orders: too few values pass a business rule']);
  });

  test('more than half of the rows gone, against the median of the last loads', async () => {
    for (let count = 0; count < 2; count++) await load('order_lines');
    expect([await opened(), await news()]).toEqual([[], []]);
    await load('order_lines', SHOP.order_lines.slice(0, 390));
    const sentence = 'shop.order_lines has 390 rows, 48.8 % of the usual 800 (at least 50 % are expected).';
    expect(await opened()).toEqual([`order_lines VOLUME ERROR: ${sentence}`]);
    expect((await news()).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      `INCIDENT_OPENED order_lines (metadata, tier 2, error): ${sentence} 1 entity lies downstream of it.`,
    ]);
    await expectRecovery('order_lines', ['order_lines: the number of rows is far from what it was']);
  });

  test('a column dropped, with what is measured by it alone', async () => {
    await load('orders', SHOP.orders, ['id', 'customer_id', 'amount']);
    const sentence = 'shop.orders no longer has column status: 3 columns, before 4.';
    const failed = 'failed with COLUMN_NOT_FOUND after 1 attempt: table shop.orders has no column status.';
    expect(await opened()).toEqual([
      `order_status PROFILE_FAILED ERROR of orders: The profile of order_status ${failed}`,
      `orders SCHEMA ERROR: ${sentence}`,
    ]);
    const [notice, ...more] = await news();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'INCIDENT_OPENED', title: 'orders: the columns of its table have changed' });
    expect(notice?.text).toContain(`orders (metadata, tier 1, error): ${sentence} 5 entities lie downstream of it.`);
    await expectRecovery('orders', ['orders: the columns of its table have changed']);
  });

  test('a slow slide is told once, at the fall that passes 10 % of the best score', async () => {
    for (const missing of [18, 36, 54, 72, 90]) await load('customers', withoutEmails(missing));
    expect([await opened(), await news()]).toEqual([[], []]);
    await load('customers', withoutEmails(108));
    expect(await opened()).toEqual([
      'customers SCORE WARNING: The quality score of customers fell from 100 to 88.8 (by 11.2 %, at most 10 % is allowed).',
    ]);
    expect((await news()).map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'QUALITY_DEGRADED The quality of customers fell by 11.2 %',
    ]);
    await expectRecovery('customers', ['The quality of customers fell']);
    expect(await server.query(DROPS)).toEqual({
      events: {
        edges: [
          { node: { payload: { previousScore: 100, qualityScore: 82.8, dropPercent: 17.2 } } },
          { node: { payload: { previousScore: 100, qualityScore: 88.8, dropPercent: 11.2 } } },
        ],
      },
    });
  });

  test('a load that fails a CRITICAL rule and drops the score is one trouble, told once and over once', async () => {
    await load('orders', withNegativeAmounts(400));
    const groups = (await allIncidents()).filter(({ id, root }) => !seen.has(id) && root === null);
    expect(groups.map(({ entity }) => entity.canonicalKey)).toEqual(['orders']);
    const sentences = (await opened()).map((line) => line.replace(/^(\w+ \w+) .*?: /, '$1: '));
    expect(sentences).toEqual([
      'gross_revenue RULE: 400 of 400 values of orders.amount fail rule order_amount (100 %, at most 0 % may).',
      'gross_revenue SCORE: The quality score of gross_revenue fell from 100 to 66.7 (by 33.3 %, at most 10 % is allowed).',
      'orders RULE: 400 of 400 values of orders.amount fail rule order_amount (100 %, at most 0 % may).',
      'orders SCORE: The quality score of orders fell from 100 to 88.9 (by 11.1 %, at most 10 % is allowed).',
    ]);
    expect(await news()).toHaveLength(1);
    await load('orders');
    expect((await allIncidents()).filter(({ status }) => status !== 'RESOLVED')).toEqual([]);
    expect((await news()).map(({ kind }) => kind)).toEqual(['QUALITY_RECOVERED']);
  });
});
