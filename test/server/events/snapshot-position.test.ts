import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'drizzle-orm';
import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newEntity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import { mdmEntity } from '../../../src/store/entities/tables.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { startTestRedis } from '../../support/events/test-redis.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase } from '../../support/store/test-database.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';

/** SNAPSHOT_FULL=1 runs it at full length, which takes minutes. */
const { WRITERS, ROUNDS } =
  process.env.SNAPSHOT_FULL === '1' ? { WRITERS: 200, ROUNDS: 1_000 } : { WRITERS: 40, ROUNDS: 60 };
const READERS = 8;
const PATIENCE_MS = 120_000;
/** Events that each stream is followed for. */
const FOLLOWED = 5;
const KEYS = Array.from({ length: 40 }, (_, index) => `kpi_${index}`);

/** The position comes last, in a fragment and under another name. */
const SNAPSHOT = `
  query Snapshot($yes: Boolean! = true) {
    state: entities(first: 100, filter: { entityTypes: [KPI] }) { edges { node { canonicalKey version } } }
    ...Position @include(if: $yes)
  }
  fragment Position on Query { ... on Query { position: streamPosition } }`;
/** The same in a form that is compiled when it comes again and again. */
const PLAIN = `{ state: entities(first: 100, filter: { entityTypes: [KPI] }) { edges { node { canonicalKey version } } } position: streamPosition }`;
const STREAM = `subscription ($after: String) {
  events(after: $after) { ... on EventEnvelope { cursor } }
}`;

interface Answer {
  state: { edges: { node: { canonicalKey: string; version: number } }[] };
  position: string;
}
interface Round {
  versions: ReadonlyMap<string, number>;
  position: string;
  followed: Streamed[];
}
interface Streamed {
  cursor: string;
}

interface Setup extends AsyncDisposable {
  /** Writes. */
  here: TestServer;
  /** Is asked. */
  there: TestServer;
}

async function openEmbedded(): Promise<Setup> {
  const server = await startTestServer({ database: await openTestStore() });
  return { here: server, there: server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function openDistributed(): Promise<Setup> {
  const postgres = await openTestDatabase();
  const redis = await startTestRedis();
  const { connectionString } = postgres;
  const openInstance = (poolSize: number) =>
    startTestServer({
      database: openPostgres({ connectionString, poolSize, onIdleError: () => undefined }),
      env: { DATABASE_URL: connectionString, REDIS_URL: redis.url },
    });
  const [here, there] = await Promise.all([openInstance(50), openInstance(20)]);
  const isReady = async (server: TestServer) => (await server.fetch('/health/ready')).status === 200;
  await until('Redis to connect the instances', async () => (await isReady(here)) && (await isReady(there)));
  return {
    here,
    there,
    async [Symbol.asyncDispose]() {
      await here[Symbol.asyncDispose]();
      await there[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
}

const SETUPS = [
  // It writes one transaction at a time: without a pause between two of a writer, everybody would wait for 200 of them.
  ['the embedded store', { open: openEmbedded, pauseMs: 25 * WRITERS }],
  ['Postgres and Redis', { open: openDistributed, pauseMs: WRITERS }],
] as const;

describe.each(SETUPS)('position and state in one request, on %s', (_, { open, pauseMs }) => {
  let setup: Setup;
  let client: Client;
  beforeAll(async () => {
    setup = await open();
    client = setup.there.client();
    const createdAt = new Date();
    for (const canonicalKey of KEYS) {
      const content = {
        name: canonicalKey,
        description: null,
        tier: 'tier3',
        owner: null,
        standardPackId: null,
        dataset: null,
      } as const;
      const name = { tenantId: 'demo', entityType: 'KPI', canonicalKey } as const;
      const entity = newEntity(name, { ...content, definition: {} }, { id: newId('KPI'), createdAt });
      await insertEntity(drizzleOn(setup.here.parts.database), entity);
    }
  });
  afterAll(() => setup[Symbol.asyncDispose]());

  /** The next version of an entity, and the event that says so. */
  async function write(canonicalKey: string): Promise<void> {
    await setup.here.parts.unitOfWork.transaction(async (tx) => {
      const [row] = await tx.db
        .update(mdmEntity)
        .set({ version: sql`${mdmEntity.version} + 1` })
        .where(sql`tenant_id = 'demo' AND entity_type = 'KPI' AND canonical_key = ${canonicalKey}`)
        .returning({ id: mdmEntity.id, version: mdmEntity.version });
      if (!row) throw new Error(`there is no ${canonicalKey}`);
      const createdAt = new Date();
      const approvedBy = { actorId: 'bert', actorType: 'HUMAN' } as const;
      const payload = { approvalId: String(row.version), entityId: row.id, canonicalKey, tier: 'tier3' } as const;
      tx.emit(
        createEvent({
          type: 'kpi.approved',
          tenantId: 'demo',
          source: 'metadata-studio.approval',
          createdAt,
          payload: { ...payload, approvedBy, approvedAt: createdAt.toISOString() },
        }),
      );
    });
  }

  /** Every way to the answer in turn: executed at once, compiled, by Yoga, and over the socket. */
  async function ask(round: number): Promise<Answer> {
    const { there } = setup;
    switch (round % 4) {
      case 0:
        return there.query<Answer, object>(SNAPSHOT);
      case 1:
        return there.query<Answer, object>(PLAIN);
      case 2: {
        const response = await there.fetch(`/graphql?query=${encodeURIComponent(SNAPSHOT)}`);
        return ((await response.json()) as { data: Answer }).data;
      }
      default:
        return (await askOverSocket(client, { query: SNAPSHOT })).data as unknown as Answer;
    }
  }

  function follow(after: string): { seen: () => Streamed[]; stop: () => void } {
    const operation = start<{ events: Streamed }>(client, { query: STREAM, variables: { after } });
    return {
      seen: () => operation.messages.map(({ data }) => data?.events).filter((event) => event != null),
      stop: operation.complete,
    };
  }

  async function askAndFollow(round: number): Promise<Round> {
    const { state, position } = await ask(round);
    const stream = follow(position);
    await until('events after the position', () => stream.seen().length >= FOLLOWED, PATIENCE_MS);
    stream.stop();
    const versions = new Map(state.edges.map(({ node }) => [node.canonicalKey, node.version]));
    return { versions, position, followed: stream.seen() };
  }

  test(
    'the stream from the position has all that the state lacks, and the state lacks nothing before the position',
    { timeout: 3_600_000 },
    async () => {
      let isDone = false;
      const writers = Array.from({ length: WRITERS }, async (_, index) => {
        for (let turn = index; !isDone; turn += 7) {
          await write(KEYS[turn % KEYS.length] ?? '');
          await sleep(Math.random() * pauseMs);
        }
      });
      const first = await setup.there.query<{ streamPosition: string }, object>('{ streamPosition }');
      const whole = follow(first.streamPosition);
      const rounds: Round[] = [];
      let next = 0;
      const readers = Array.from({ length: READERS }, async () => {
        while (next < ROUNDS) rounds.push(await askAndFollow(next++));
      });
      await Promise.all(readers).finally(() => (isDone = true));
      await Promise.all(writers);

      const { log } = setup.here.parts;
      const logged: { offset: number; cursor: string; key: string | null; version: number }[] = [];
      for (let after = 0, more = true; more;) {
        const { entries, through } = await log.readAfter('demo', after, { limit: 1_000 });
        for (const { offset, cursor, event, facts } of entries) {
          if (event?.type !== 'kpi.approved') continue;
          logged.push({ offset, cursor, key: facts.canonicalKey, version: Number(event.payload.approvalId) });
        }
        more = entries.length > 0;
        after = through;
      }
      const indexOf = new Map(logged.map(({ cursor }, index) => [cursor, index]));
      // The position before the first event is nobody's cursor.
      const placeOf = (position: string) => indexOf.get(position) ?? -1;
      expect(logged.length).toBeGreaterThan(ROUNDS);
      await until(
        'the whole stream',
        () => whole.seen().length >= logged.length - placeOf(first.streamPosition) - 1,
        PATIENCE_MS,
      );
      whole.stop();
      const rest = logged.slice(placeOf(first.streamPosition) + 1).map(({ cursor }) => cursor);
      expect(whole.seen().map(({ cursor }) => cursor)).toEqual(rest);

      let ahead = 0;
      for (const { versions, position, followed } of rounds) {
        const place = placeOf(position);
        expect(followed.map(({ cursor }) => cursor)).toEqual(
          logged.slice(place + 1, place + 1 + followed.length).map(({ cursor }) => cursor),
        );
        const known = new Map(KEYS.map((key) => [key, 1]));
        for (const { key, version } of logged.slice(0, place + 1)) known.set(key ?? '', version);
        for (const [key, version] of known) {
          const shown = versions.get(key) ?? 0;
          // Otherwise an event before the position would be missing in the state, and in the stream.
          expect(shown).toBeGreaterThanOrEqual(version);
          if (shown > version) ahead++;
        }
      }
      expect(rounds).toHaveLength(ROUNDS);
      // There was something to get wrong.
      expect(ahead).toBeGreaterThan(0);
    },
  );
});
