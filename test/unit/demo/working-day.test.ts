import { describe, expect, test } from 'vitest';

import { DATASET_NAMES, type DatasetName, DATASETS } from '../../../demo/data/datasets.ts';
import { type DecideStep, type LoadStep, type Step, workingDay } from '../../../demo/working-day.ts';

const ROWS = { 'weather.daily': 2_922, 'cinema.movies': 3_201, 'aviation.airports': 3_376, 'aviation.routes': 5_366 };

function firstSteps(count: number): Step[] {
  const day = workingDay(ROWS);
  return Array.from({ length: count }, () => day.next().value);
}

const isLoad = (step: Step): step is LoadStep => step.kind === 'load';
const MINUTE = 60 / 4;
const LONG = 500;

test('the day is the same one each time, so that it can be taken up at a step by its number', () => {
  expect(firstSteps(LONG)).toEqual(firstSteps(LONG));
});

test('every dataset begins with its baseline', () => {
  expect(firstSteps(DATASET_NAMES.length)).toEqual(
    DATASET_NAMES.map((dataset) => ({
      kind: 'load',
      dataset,
      mode: 'replace',
      refreshType: 'FULL',
      from: 0,
      to: DATASETS[dataset].baselineRows,
    })),
  );
});

test('slices follow one another, and a dataset that is used up begins anew', () => {
  const loaded: Partial<Record<DatasetName, number>> = {};
  const restarted = new Set<DatasetName>();
  for (const { dataset, mode, from, to } of firstSteps(LONG).filter(isLoad)) {
    expect(to).toBeLessThanOrEqual(ROWS[dataset]);
    const before = loaded[dataset] ?? 0;
    if (mode === 'append' && from > 0) expect(from).toBe(before);
    if (to < before) {
      expect(to).toBe(DATASETS[dataset].baselineRows);
      restarted.add(dataset);
    }
    loaded[dataset] = to;
  }
  expect([...restarted].sort()).toEqual(['aviation.routes', 'cinema.movies', 'weather.daily']);
});

test('in the first minute there is a slice too small for a profile, one that is large enough, and a damaged one', () => {
  const slices = firstSteps(MINUTE)
    .filter(isLoad)
    .filter(({ mode }) => mode === 'append');
  const shares = slices.map(({ from, to }) => (to - from) / from);
  expect(shares.some((share) => share <= 0.1)).toBe(true);
  expect(shares.some((share) => share > 0.1)).toBe(true);
  expect(slices.some(({ damage }) => damage !== undefined)).toBe(true);
});

test('what goes wrong with a dataset is mended by the next load of it', () => {
  const loads = firstSteps(LONG).filter(isLoad);
  const damaged = loads.filter(({ mode, story }) => mode === 'append' && story !== undefined);
  expect(damaged.length).toBeGreaterThan(20);
  for (const step of damaged.slice(0, -4)) {
    const next = loads.slice(loads.indexOf(step) + 1).find(({ dataset }) => dataset === step.dataset);
    expect(next).toMatchObject({ mode: 'replace', refreshType: 'SNAPSHOT', from: 0, to: step.to });
    expect(next?.damage).toBeUndefined();
  }
});

describe('decisions', () => {
  const steps = firstSteps(LONG);
  const decisions = steps.filter((step): step is DecideStep => step.kind === 'approve' || step.kind === 'reject');

  test('are taken by somebody else than who requested, and right after the request', () => {
    for (const decision of decisions) {
      expect(decision.by).not.toBe(decision.requestedBy);
      expect(steps[steps.indexOf(decision) - 1]).toMatchObject({
        kind: 'request',
        by: decision.requestedBy,
        entity: decision.entity,
      });
    }
  });

  test('ask for something new each time, as a change that changes nothing is refused', () => {
    const approved = decisions.filter(({ kind }) => kind === 'approve').map((step) => steps[steps.indexOf(step) - 1]);
    expect(new Set(approved.map((step) => JSON.stringify(step))).size).toBe(approved.length);
  });
});
