/**
 * What the commit marker costs a transaction: the same transactions with and without it.
 *
 *   npx tsx bench/commit-marker.ts
 *
 * Prints the median of each and their ratio. Each transaction appends one row.
 */
import { migrate } from '../src/store/database/migrate.ts';
import { openPostgres } from '../src/store/database/postgres.ts';
import { startTestPostgres } from '../test/support/store/test-postgres.ts';

const ROUNDS = 20;
const PER_ROUND = 200;

await using postgres = await startTestPostgres();
const { connectionString } = postgres;
const database = openPostgres({ connectionString, poolSize: 2, onIdleError: console.error });
await migrate(database);
await database.exec('CREATE TABLE bench (value int)');

async function measure(isMarked: boolean): Promise<number> {
  const startedAtMs = performance.now();
  await database.transaction((sql) => sql.query('INSERT INTO bench VALUES (1)'), { isMarked });
  return performance.now() - startedAtMs;
}

const latenciesMs = { without: [] as number[], with: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  for (let count = 0; count < PER_ROUND; count++) latenciesMs.without.push(await measure(false));
  for (let count = 0; count < PER_ROUND; count++) latenciesMs.with.push(await measure(true));
}
await database.close();

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length / 2] ?? NaN;
const [without, marked] = [median(latenciesMs.without), median(latenciesMs.with)];
console.log(
  `without a marker ${without.toFixed(3)} ms, with it ${marked.toFixed(3)} ms: ${(marked / without).toFixed(2)}`,
);
