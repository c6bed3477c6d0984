import type { Backends } from './setup/backends.ts';

/** One subject of the bench: what `npm run bench -- NAME` runs. */
export interface Part {
  /** In kebab-case; also the name of its file of results. */
  name: string;
  title: string;
  /** Whether the short form omits it, unless it is named. */
  isOnlyFull?: true;
  scenarios: (bench: Bench) => readonly Scenario[];
}

/** Measurements under one set of conditions, in which contenders take turns. */
export interface Scenario {
  name: string;
  /** The first is ours: ratios are ours to each of the others. */
  contenders: readonly [ours: string, ...others: string[]];
  rows: readonly Row[];
  /** How often each contender has its turn. Default: 3. Fewer only where a figure is a yes or a no. */
  rounds?: number;
  /**
   * One contender's turn: starts what it needs, measures, and leaves nothing running. A row that the result omits was
   * not measured for this contender. What it throws ends the bench.
   */
  measure: (contender: string, bench: Bench) => Promise<Figures>;
}

/** What is measured; the figures of a turn are found by this name. */
export interface Row {
  name: string;
  unit: string;
  /** Digits after the point. Default: 0. */
  decimals?: number;
  /** What must hold. If left out: the row is for information. */
  goals?: readonly Goal[];
}

/**
 * A bound on the median of our own figures, in the row's unit; with `ratioTo`, on the median of the ratios of our figure
 * to that contender's, each computed within one round.
 */
export type Goal = ({ atMost: number } | { atLeast: number }) & { ratioTo?: string };

export type Figures = Readonly<Record<string, Figure>>;

/** A number, or why the run does not count: the client was the bottleneck, or a message was lost. */
export type Figure = number | Void;

export interface Void {
  void: string;
}

/** What parts work with. */
export interface Bench {
  isFull: boolean;
  /** Postgres and Redis, started when they are first asked for. */
  backends: () => Promise<Backends>;
  /** Says what is going on. */
  say: (line: string) => void;
}
