import { isDeepStrictEqual } from 'node:util';

import { AUTH_ENV, bearerOf } from '../../test/support/server/token.ts';
import type { Bench, Figures, Part, Void } from '../part.ts';
import { onCore } from '../processes/placement.ts';
import { startHelper } from '../processes/start-helper.ts';
import { startPeer, startServer } from '../processes/start-program.ts';
import type { Answered, Load } from '../query-client/load.ts';
import { fillEntities, TENANT } from '../rig/fill-entities.ts';
import { watchStatements } from '../rig/watch-statements.ts';

const RATE = 'pages a second';
const PROCESSOR = 'processor time of the server';
const P50 = 'p50';
const P99 = 'p99';
const CONNECTIONS = 16;
const WARM_UP_MS = 3_000;
const SATURATED = 0.9;

/** What GraphiQL shows for entities. */
const DOCUMENT = `query Entities {
  entities(first: 20) {
    edges {
      node {
        __typename
        entityType
        canonicalKey
        name
        tier
        version
        dataset { schema table column }
        latestProfile { createdAt rowCount qualityScore qualityGrade }
        pendingApproval { id kind requestedBy { actorId } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const PLAIN = 'plain HTTP';
const PREPARED = 'plain HTTP, prepared';
const MERCURIUS = 'Mercurius JIT';
const WHOLE_ROWS = 'plain HTTP, select *';
const MERCURIUS_WHOLE_ROWS = 'Mercurius JIT, select *';

/** How the peers run the statements. */
const PEERS: Record<string, { file: string; statements: string }> = {
  [PLAIN]: { file: 'plain-http.js', statements: 'columns' },
  [PREPARED]: { file: 'plain-http.js', statements: 'prepared' },
  [MERCURIUS]: { file: 'mercurius.js', statements: 'columns' },
  [WHOLE_ROWS]: { file: 'plain-http.js', statements: 'whole rows' },
  [MERCURIUS_WHOLE_ROWS]: { file: 'mercurius.js', statements: 'whole rows' },
};

export const queries: Part = {
  name: 'queries',
  title: 'Queries: a page of 20 entities with their latest profiles and pending approvals',
  scenarios: () => [
    {
      name: `${CONNECTIONS} clients, each with one request at a time`,
      contenders: ['ours', ...Object.keys(PEERS)],
      rows: [
        {
          name: RATE,
          unit: '/s',
          goals: [
            { ratioTo: PLAIN, atLeast: 0.9 },
            { ratioTo: MERCURIUS, atLeast: 2 },
            { ratioTo: MERCURIUS_WHOLE_ROWS, atLeast: 2 },
          ],
        },
        { name: PROCESSOR, unit: 'ms', decimals: 2 },
        { name: P50, unit: 'ms', decimals: 1 },
        { name: P99, unit: 'ms', decimals: 1 },
      ],
      measure,
    },
  ],
};

/** The statements that ours has run, to which those of the peers are compared. */
let ownStatements: ReadonlyMap<string, string> = new Map();
let ownAnswer: unknown;

async function measure(contender: string, bench: Bench): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  const { databaseUrl } = store;
  await fillEntities(databaseUrl);
  const peer = PEERS[contender];
  await using program = await (peer
    ? startPeer(peer.file, { DATABASE_URL: databaseUrl, STATEMENTS: peer.statements })
    : startServer({ DATABASE_URL: databaseUrl, ...AUTH_ENV }));
  await using client = await startHelper('query-client/main.ts', {}, (command) => onCore(1, command));
  await using statements = await watchStatements(databaseUrl);
  const load: Load = {
    port: program.port,
    body: JSON.stringify({ query: DOCUMENT }),
    ...(await bearerOf({ tenant: TENANT })),
    connections: CONNECTIONS,
    warmUpMs: WARM_UP_MS,
    durationMs: 0,
  };
  // Warms up as well: what is measured begins when everything is compiled.
  await client.ask(load);
  const before = await program.cpuMicros();
  const durationMs = bench.isFull ? 15_000 : 5_000;
  const answered = (await client.ask({ ...load, warmUpMs: 0, durationMs })) as Answered;
  const cpuMicros = (await program.cpuMicros()) - before;
  compare(contender, { statements: await statements.repeated(), answer: withoutIds(answered.body) });
  const reason = answered.busy > SATURATED ? `the client was ${Math.round(answered.busy * 100)} % busy` : undefined;
  const figure = (value: number): number | Void => (reason === undefined ? value : { void: reason });
  return {
    [RATE]: figure((answered.requests / answered.durationMs) * 1_000),
    [PROCESSOR]: figure(cpuMicros / answered.requests / 1_000),
    [P50]: figure(answered.p50Ms),
    [P99]: figure(answered.p99Ms),
  };
}

/** @throws Error if a peer does not do what ours does */
function compare(
  contender: string,
  { statements, answer }: { statements: ReadonlyMap<string, string>; answer: unknown },
): void {
  if (contender === 'ours') {
    ownStatements = statements;
    ownAnswer = answer;
    return;
  }
  if (!isDeepStrictEqual(answer, ownAnswer)) throw new Error(`${contender} gives another answer`);
  if (PEERS[contender]?.statements === 'whole rows') return;
  const others = [...ownStatements].filter(([id]) => !statements.has(id)).map(([, text]) => text);
  if (others.length > 0 || statements.size !== ownStatements.size) {
    throw new Error(`${contender} runs ${[...statements.values()].join('; ')}; only ours runs ${others.join('; ')}`);
  }
}

/** Each turn makes its rows anew. */
function withoutIds(body: string): unknown {
  return JSON.parse(body, (key, value: unknown) =>
    ['id', 'createdAt', 'endCursor'].includes(key) ? typeof value : value,
  );
}
