import type { Figure, Goal, Row } from '../part.ts';
import type { GoalResult, RowResult, Spread } from './part-result.ts';
import { median } from './quantile.ts';
import type { Round } from './run-part.ts';

interface Conditions {
  contenders: readonly [ours: string, ...others: string[]];
  rounds: readonly Round[];
  /** How many rounds a goal needs that count. */
  wanted: number;
}

export function resultOfRow(row: Row, { contenders, rounds, wanted }: Conditions): RowResult {
  const [ours, ...others] = contenders;
  const figureOf = (round: Round, contender: string): Figure | undefined => {
    const figure = round.get(contender)?.[row.name];
    return typeof figure === 'number' && !Number.isFinite(figure) ? { void: 'it gave no figure' } : figure;
  };
  const figures: Record<string, Spread> = {};
  for (const contender of contenders) {
    const values = rounds.map((round) => figureOf(round, contender)).filter((figure) => typeof figure === 'number');
    if (values.length > 0) figures[contender] = spreadOf(values);
  }
  const ratios: Record<string, Spread> = {};
  for (const other of others) {
    const values = rounds.flatMap((round) => {
      const [own, its] = [figureOf(round, ours), figureOf(round, other)];
      return typeof own === 'number' && typeof its === 'number' && its !== 0 ? [own / its] : [];
    });
    if (values.length > 0) ratios[other] = spreadOf(values);
  }
  const voids = rounds.flatMap((round, index) =>
    contenders.flatMap((contender) => {
      const figure = figureOf(round, contender);
      return typeof figure === 'object' ? [`${contender}, round ${index + 1}: ${figure.void}`] : [];
    }),
  );
  const judge = (goal: Goal): GoalResult => {
    const spread = goal.ratioTo === undefined ? figures[ours] : ratios[goal.ratioTo];
    const isEnough = spread !== undefined && spread.values.length >= wanted;
    return {
      goal,
      text: textOf(goal, row),
      outcome: !isEnough ? 'void' : isMet(goal, spread.median) ? 'met' : 'missed',
    };
  };
  const { name, unit, decimals = 0, goals = [] } = row;
  return { row: name, unit, decimals, figures, ratios, goals: goals.map(judge), voids };
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), values };
}

function isMet(goal: Goal, value: number): boolean {
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

function textOf(goal: Goal, { unit }: Row): string {
  const [relation, bound] = 'atMost' in goal ? ['at most', goal.atMost] : ['at least', goal.atLeast];
  // A fifteenth is written as such, nine tenths are not.
  const figure = bound > 0 && bound <= 0.5 ? `1/${Math.round(1 / bound)}` : `${bound}`;
  return goal.ratioTo === undefined ? `${relation} ${figure} ${unit}` : `${relation} ${figure} x ${goal.ratioTo}`;
}
