import { expect, test } from 'vitest';

import { estimatedFigures } from '../../../src/domain/profiling/estimate.ts';
import { type QualityFigures, qualityFigures } from '../../../src/domain/profiling/figures.ts';
import type { KeySpread, Sample, SampledPage } from '../../../src/domain/profiling/sample.ts';

const TABLES = 200;
const COVERED = 0.95 * TABLES;

interface Row {
  present: number;
  checked: number;
  passed: number;
  key: number;
}

/** Always the same numbers. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A table as pages of rows; what is missing, wrong or repeated is spread evenly, or gathered in some of the pages. */
function randomTable(random: () => number): { pages: Row[][]; columns: number } {
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = <T>(...choices: readonly [T, ...T[]]): T => choices[below(choices.length)] ?? choices[0];
  const pageCount = 200 + below(300);
  const perPage = 10 + below(40);
  const columns = 1 + below(10);
  /** The chance of something in each page. */
  const spread = () => {
    const share = oneOf(0, 0.001, 0.02, 0.1, 0.5, 0.97);
    const [from, gathered] = [random(), oneOf(0.02, 0.1, 0.5)];
    return oneOf<(page: number) => number>(
      () => share,
      () => (random() < gathered ? share : share / 20),
      (page) => (page / pageCount > from && page / pageCount < from + gathered ? share : 0),
    );
  };
  const [missing, wrong] = [spread(), spread()];
  const rows = pageCount * perPage;
  const many = rows / oneOf(2, 3, 10, 100);
  const keyOf = oneOf<(row: number) => number>(
    (row) => row,
    () => below(many),
    (row) => Math.floor(row / 3),
    (row) => (row % 2 === 0 ? row : rows + below(many)),
    (row) => (random() < 0.01 ? 0 : row),
    () => below(20),
    (row) => (row / rows < 0.1 ? Math.floor(row / 10) : row),
    () => Math.floor(rows * random() ** 3),
  );
  let row = 0;
  const pages = Array.from({ length: pageCount }, (_, page) => {
    const [missingHere, wrongHere] = [missing(page), wrong(page)];
    return Array.from({ length: perPage }, (): Row => {
      const gone = Array.from({ length: columns }, () => (random() < missingHere ? 1 : 0)).reduce<number>(
        (a, b) => a + b,
        0,
      );
      const checked = gone < columns ? 1 : 0;
      return { present: columns - gone, checked, passed: random() < wrongHere ? 0 : checked, key: keyOf(row++) };
    });
  });
  return { pages, columns };
}

function sampleOf(pages: readonly Row[][], totalPages: number, columns: number): Sample {
  const pagesOfKeys = new Map<number, Set<number>>();
  for (const [index, page] of pages.entries()) {
    for (const { key } of page) pagesOfKeys.set(key, (pagesOfKeys.get(key) ?? new Set()).add(index));
  }
  const occurrences = [...pagesOfKeys.values()].map(({ size }) => size);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const keys: KeySpread = {
    distinct: occurrences.length,
    once: occurrences.filter((count) => count === 1).length,
    twice: occurrences.filter((count) => count === 2).length,
    pairs: sum(occurrences.map((count) => (count * (count - 1)) / 2)),
    occurrences: sum(occurrences),
  };
  const summed = pages.map((page): SampledPage => ({
    rows: page.length,
    present: sum(page.map(({ present }) => present)),
    checked: sum(page.map(({ checked }) => checked)),
    passed: sum(page.map(({ passed }) => passed)),
    keys: new Set(page.map(({ key }) => key)).size,
  }));
  return { pages: summed, totalPages, columns, keys, hasRules: true };
}

function exactFigures({ pages, totalPages, columns, keys }: Sample): QualityFigures {
  expect(pages).toHaveLength(totalPages);
  const sum = (of: (page: SampledPage) => number) => pages.reduce((total, page) => total + of(page), 0);
  const rowCount = sum(({ rows }) => rows);
  const figures = { dataType: 'text', distinctCount: 0, min: null, max: null };
  const nulls = rowCount * columns - sum(({ present }) => present);
  const rule = { entityId: 'r', canonicalKey: 'r', column: 'c', kind: 'length' as const, severity: 'WARNING' as const };
  return qualityFigures({
    rowCount,
    distinctKeys: keys?.distinct ?? 0,
    columns: Array.from({ length: columns }, (_, index) => ({
      ...figures,
      name: `c${index}`,
      nullCount: index === 0 ? nulls : 0,
    })),
    rules: [{ ...rule, checked: sum(({ checked }) => checked), passed: sum(({ passed }) => passed) }],
  });
}

test('the figures of all rows are within the stated error, for 95 of 100 tables of many kinds', () => {
  const random = seeded(20_260_301);
  const covered = { completeness: 0, uniqueness: 0, validity: 0, qualityScore: 0 };
  let narrow = 0;
  for (let table = 0; table < TABLES; table++) {
    const { pages, columns } = randomTable(random);
    const exact = exactFigures(sampleOf(pages, pages.length, columns));
    const share = 0.1 + random() * 0.4;
    const sampled = pages.filter(() => random() < share);
    const { estimate, ...figures } = estimatedFigures(sampleOf(sampled, pages.length, columns));
    const isWithin = (figure: keyof typeof covered, error: number) => {
      // Figures have one decimal, which floating point does not represent.
      if (Math.abs(figures[figure] - exact[figure]) <= error + 1e-9) covered[figure]++;
    };
    isWithin('completeness', estimate.completenessError);
    isWithin('uniqueness', estimate.uniquenessError);
    isWithin('validity', estimate.validityError);
    isWithin('qualityScore', estimate.qualityScoreError);
    if (estimate.completenessError <= 5) narrow++;
  }
  expect(covered.completeness).toBeGreaterThanOrEqual(COVERED);
  expect(covered.uniqueness).toBeGreaterThanOrEqual(COVERED);
  expect(covered.validity).toBeGreaterThanOrEqual(COVERED);
  expect(covered.qualityScore).toBeGreaterThanOrEqual(COVERED);
  expect(narrow, 'an error that says nothing would always be right').toBeGreaterThan(TABLES / 2);
});

test('of a table of which every page was read, the figures are exact', () => {
  const random = seeded(7);
  for (let table = 0; table < 20; table++) {
    const { pages, columns } = randomTable(random);
    const sample = sampleOf(pages, pages.length, columns);
    const { estimate, rowCount, ...figures } = estimatedFigures(sample);
    expect(figures).toEqual(exactFigures(sample));
    expect(rowCount).toBe(pages.flat().length);
    expect(estimate).toEqual({
      sampledRows: rowCount,
      completenessError: 0,
      uniquenessError: 0,
      validityError: 0,
      qualityScoreError: 0,
    });
  }
});

test('a key that a unique index guards is exact in any sample', () => {
  const page: SampledPage = { rows: 10, present: 10, checked: 0, passed: 0, keys: 0 };
  const sample = { pages: [page, page], totalPages: 1_000, columns: 1, keys: undefined, hasRules: false };
  expect(estimatedFigures(sample)).toMatchObject({
    uniqueness: 100,
    validity: 100,
    estimate: { uniquenessError: 0, validityError: 0 },
  });
});
