import { randomInt } from 'node:crypto';

import type { TestProject } from 'vitest/node';

/** Chooses the seed of the suite where FAULTS_SEED does not. */
export default function chooseSeed(project: TestProject): void {
  const seed = process.env.FAULTS_SEED ? Number(process.env.FAULTS_SEED) : randomInt(1, 1_000_000);
  if (!Number.isInteger(seed)) throw new Error(`FAULTS_SEED is ${process.env.FAULTS_SEED}, expected a whole number`);
  process.stdout.write(`The fault suite runs with FAULTS_SEED=${seed}\n`);
  project.provide('faultsSeed', seed);
}
