import { appendFileSync } from 'node:fs';

import { expect } from 'vitest';

import { IS_FULL, REPORT_FILE, SEED } from './scale.ts';
import type { Verdict } from './verdict.ts';

/** The line of figures of one test. */
export interface Figures {
  /** Number of the requirement in issue 3, and what is done to the system. */
  name: string;
  sent: number;
  delivered: number;
  twice: number;
  lost: number;
  /** The longest that it took to be whole again, or for anything to arrive. */
  longestMs: number;
  /** What else was counted, by what it is. */
  also?: Record<string, number>;
}

/** Prints the line, and appends it to the report where one is asked for. */
export function show(figures: Figures): void {
  const { name, also, ...counts } = figures;
  const text = Object.entries({ ...counts, ...also }).map(([key, value]) => `${key} ${value}`);
  process.stdout.write(`${name}: ${text.join(', ')} (FAULTS_SEED=${SEED})\n`);
  if (REPORT_FILE !== undefined) {
    appendFileSync(REPORT_FILE, `${JSON.stringify({ seed: SEED, isFull: IS_FULL, ...figures })}\n`);
  }
}

/** Prints the figures of a verdict, and fails when anything was lost, repeated, out of order or not the client's own. */
export function conclude(name: string, verdict: Verdict, also?: Figures['also']): void {
  const { sent, delivered, lost, twice, swapped, foreign, holes, longestMs, faults } = verdict;
  const more = { ...(swapped && { swapped }), ...(foreign && { foreign }), ...(holes && { holes }), ...also };
  show({ name, sent, delivered, twice, lost, longestMs, also: more });
  expect(faults.slice(0, 20), `${faults.length} faults`).toEqual([]);
}
