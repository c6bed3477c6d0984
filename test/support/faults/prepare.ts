import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

import type { TestProject } from 'vitest/node';

/** Builds the program that the suite runs, and chooses the seed where FAULTS_SEED does not. */
export default function prepare(project: TestProject): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const seed = process.env.FAULTS_SEED ? Number(process.env.FAULTS_SEED) : randomInt(1, 1_000_000);
  if (!Number.isInteger(seed)) throw new Error(`FAULTS_SEED is ${process.env.FAULTS_SEED}, expected a whole number`);
  process.stdout.write(`The fault suite runs with FAULTS_SEED=${seed}\n`);
  project.provide('faultsSeed', seed);
}
