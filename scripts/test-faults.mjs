/*
 * Runs the fault suite in full, and prints its figures as a table: the worst of each over all runs.
 *
 *   npm run test:faults [-- RUNS [FIRST_SEED]]
 *
 * Every run has its own seed, which is printed; FAULTS_SEED repeats one.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ name: string, sent: number, delivered: number, twice: number, lost: number, longestMs: number }} Figures */

const runs = Number(process.argv[2] ?? 1);
const firstSeed = Number(process.argv[3] ?? process.env.FAULTS_SEED ?? randomInt(1, 1_000_000));
const folder = mkdtempSync(join(tmpdir(), 'mdm-faults-'));
const report = join(folder, 'report.jsonl');
let failed = 0;

for (let run = 0; run < runs; run++) {
  const { status } = spawnSync(
    process.execPath,
    // One file at a time: each has its own cluster, and the figures are to be those of one.
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'faults', '--no-file-parallelism'],
    {
      stdio: 'inherit',
      env: { ...process.env, FAULTS_FULL: '1', FAULTS_SEED: String(firstSeed + run), FAULTS_REPORT: report },
    },
  );
  if (status !== 0) failed++;
}

const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
rmSync(folder, { recursive: true });
/** @type {Map<string, Figures & { runs: number }>} */
const table = new Map();
for (const line of lines) {
  const { name, sent, delivered, twice, lost, longestMs } = /** @type {Figures} */ (JSON.parse(line));
  const row = table.get(name) ?? { name, runs: 0, sent: 0, delivered: 0, twice: 0, lost: 0, longestMs: 0 };
  row.runs++;
  row.sent += sent;
  row.delivered += delivered;
  row.twice += twice;
  row.lost += lost;
  row.longestMs = Math.max(row.longestMs, longestMs);
  table.set(name, row);
}
console.log('\n| what | runs | sent | delivered | twice | lost | longest recovery, ms |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const { name, runs: count, sent, delivered, twice, lost, longestMs } of table.values()) {
  console.log(`| ${name} | ${count} | ${sent} | ${delivered} | ${twice} | ${lost} | ${Math.round(longestMs)} |`);
}
console.log(`\n${runs - failed} of ${runs} runs passed, seeds ${firstSeed} to ${firstSeed + runs - 1}`);
process.exit(failed === 0 ? 0 : 1);
