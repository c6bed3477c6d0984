import { describe, expect, it } from 'vitest';

import type { Figure, Goal } from '../../../bench/part.ts';
import { resultOfRow } from '../../../bench/run/row-result.ts';

const conditions = (rounds: readonly (readonly [ours: Figure, peer: Figure])[], wanted = 3) => ({
  contenders: ['ours', 'peer'] as const,
  rounds: rounds.map(
    ([ours, peer]) =>
      new Map([
        ['ours', { cost: ours }],
        ['peer', { cost: peer }],
      ]),
  ),
  wanted,
});
const judge = (goal: Goal, rounds: readonly (readonly [Figure, Figure])[]) =>
  resultOfRow({ name: 'cost', unit: 'us', goals: [goal] }, conditions(rounds)).goals[0]?.outcome;

describe('a row of the bench', () => {
  it('compares within a round: the median of the ratios, not the ratio of the medians', () => {
    const { figures, ratios } = resultOfRow(
      { name: 'cost', unit: 'us' },
      conditions([
        [10, 1],
        [20, 4],
        [30, 5],
      ]),
    );
    expect(figures.ours).toEqual({ median: 20, min: 10, max: 30, values: [10, 20, 30] });
    expect(ratios.peer).toMatchObject({ median: 6, min: 5, max: 10 });
  });

  it('meets a goal at its bound, and misses it beyond', () => {
    const even: [number, number][] = [
      [2, 1],
      [2, 1],
      [2, 1],
    ];
    expect(judge({ ratioTo: 'peer', atMost: 2 }, even)).toBe('met');
    expect(judge({ ratioTo: 'peer', atMost: 1.9 }, even)).toBe('missed');
    expect(judge({ ratioTo: 'peer', atLeast: 2.1 }, even)).toBe('missed');
    expect(judge({ atLeast: 2 }, even)).toBe('met');
  });

  it('is void with fewer rounds that count than wanted, and says why', () => {
    const lost = { void: '3 messages of 4 came' };
    const rounds: [Figure, Figure][] = [
      [1, 1],
      [1, lost],
      [1, 1],
    ];
    expect(judge({ ratioTo: 'peer', atMost: 2 }, rounds)).toBe('void');
    expect(judge({ atMost: 2 }, rounds)).toBe('met');
    expect(resultOfRow({ name: 'cost', unit: 'us' }, conditions(rounds)).voids).toEqual([
      'peer, round 2: 3 messages of 4 came',
    ]);
    expect(judge({ ratioTo: 'peer', atMost: 2 }, [...rounds, [1, 1]])).toBe('met');
  });

  it('is void without a figure, and has no ratio to nothing', () => {
    const rounds: [Figure, Figure][] = [
      [NaN, 0],
      [1, 0],
      [1, 0],
    ];
    expect(judge({ atMost: 2 }, rounds)).toBe('void');
    expect(judge({ ratioTo: 'peer', atMost: 2 }, rounds)).toBe('void');
    expect(judge({ ratioTo: 'nobody', atMost: 2 }, rounds)).toBe('void');
  });
});
