/**
 * Measures this program beside its peers, prints a table, and writes it to bench/results/.
 *
 *   npm run bench                     every part in its short form
 *   npm run bench -- --full           every part, more and longer
 *   npm run bench -- fan-out resume   these parts
 */
import { parseArgs } from 'node:util';

import type { Bench } from './part.ts';
import { PARTS } from './parts.ts';
import { describeMachine } from './report/machine.ts';
import { tableOf } from './report/table.ts';
import { writeResults } from './report/write-results.ts';
import { runPart } from './run/run-part.ts';
import { openBackends } from './setup/backends.ts';
import { prepare } from './setup/prepare.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { full: { type: 'boolean' } } });
const isFull = values.full ?? false;
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts: ${PARTS.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}
const parts = PARTS.filter(({ name, isOnlyFull }) =>
  positionals.length > 0 ? positionals.includes(name) : isFull || !isOnlyFull,
);

const say = (line: string) => {
  console.error(line);
};
prepare(say);
await using backends = openBackends(say);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // Redis would outlive this process.
    const end = () => process.exit(1);
    backends[Symbol.asyncDispose]().then(end, end);
  });
}
const bench: Bench = { isFull, backends: () => backends.open(), say };
for (const part of parts) {
  const startedAtMs = performance.now();
  say(`\n== ${part.name}: ${part.title}`);
  const scenarios = await runPart(part, bench);
  const result = {
    ...{ part: part.name, title: part.title, form: isFull ? ('full' as const) : ('short' as const) },
    ...{ measuredAt: new Date().toISOString(), tookSeconds: Math.round((performance.now() - startedAtMs) / 1000) },
    ...{ machine: describeMachine(), scenarios },
  };
  console.log(`\n${part.title}\n${tableOf(result)}`);
  await writeResults(result);
}
