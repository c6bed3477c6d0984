import type { Goal } from '../part.ts';

/** What is known of a part when it has run: the form of bench/results/*.json. */
export interface PartResult {
  part: string;
  title: string;
  form: 'short' | 'full';
  measuredAt: string;
  tookSeconds: number;
  machine: Readonly<Record<string, string>>;
  scenarios: readonly ScenarioResult[];
}

export interface ScenarioResult {
  scenario: string;
  contenders: readonly string[];
  rows: readonly RowResult[];
}

export interface RowResult {
  row: string;
  unit: string;
  decimals: number;
  /** By contender; of those that were measured. */
  figures: Readonly<Record<string, Spread>>;
  /** By contender: ours to it, within a round. */
  ratios: Readonly<Record<string, Spread>>;
  goals: readonly GoalResult[];
  /** Why rounds were void, each as "contender, round: reason". */
  voids: readonly string[];
}

/** Of the rounds that count. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  values: readonly number[];
}

export interface GoalResult {
  goal: Goal;
  text: string;
  /** `void`: too few rounds count. */
  outcome: 'met' | 'missed' | 'void';
}
