import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Bench, Part } from '../part.ts';
import { quantile } from '../run/quantile.ts';

/** What the commit marker costs a transaction: the same transactions with and without it, each appending one row. */
export const commitMarker: Part = {
  name: 'commit-marker',
  title: 'What the commit marker costs a transaction',
  isOnlyFull: true,
  scenarios: ({ isFull }) => [
    {
      name: 'one transaction after another',
      contenders: ['with it', 'without it'],
      rows: [{ name: 'median', unit: 'ms', decimals: 3 }],
      measure: (contender, bench) => measure(contender === 'with it', bench, isFull ? 4_000 : 1_000),
    },
  ],
};

async function measure(isMarked: boolean, bench: Bench, count: number) {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  const database = openPostgres({
    connectionString: store.databaseUrl,
    poolSize: 2,
    onIdleError: (error) => {
      bench.say(String(error));
    },
  });
  await database.exec('CREATE TABLE bench (value int)');
  const latenciesMs: number[] = [];
  for (let each = 0; each < count; each++) {
    const startedAtMs = performance.now();
    await database.transaction((sql) => sql.query('INSERT INTO bench VALUES (1)'), { isMarked });
    // The first ones compile the code.
    if (each >= count / 10) latenciesMs.push(performance.now() - startedAtMs);
  }
  await database.close();
  return { median: quantile(latenciesMs, 0.5) };
}
