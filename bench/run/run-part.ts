import type { Bench, Figures, Part, Scenario } from '../part.ts';
import type { ScenarioResult } from './part-result.ts';
import { resultOfRow } from './row-result.ts';

const ROUNDS = 3;
/** Rounds that are added when some were void. */
const MAX_EXTRA_ROUNDS = 2;

/** The figures of one round, by contender. */
export type Round = ReadonlyMap<string, Figures>;

export async function runPart(part: Part, bench: Bench): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of part.scenarios(bench)) results.push(await runScenario(scenario, bench));
  return results;
}

/**
 * The contenders take turns, each round in the reverse order of the one before: what drifts, such as the temperature of
 * the machine, favours nobody.
 */
async function runScenario(scenario: Scenario, bench: Bench): Promise<ScenarioResult> {
  const { name, contenders, rows, rounds: wanted = ROUNDS } = scenario;
  const rounds: Round[] = [];
  for (let count = 0; count < wanted + MAX_EXTRA_ROUNDS && countValid(rounds) < wanted; count++) {
    const order = count % 2 === 0 ? contenders : contenders.toReversed();
    const round = new Map<string, Figures>();
    for (const contender of order) {
      bench.say(`${name}, round ${count + 1}: ${contender}`);
      const figures = await scenario.measure(contender, bench);
      bench.say(`  ${lineOf(figures)}`);
      round.set(contender, figures);
    }
    rounds.push(round);
  }
  return { scenario: name, contenders, rows: rows.map((row) => resultOfRow(row, { contenders, rounds, wanted })) };
}

function countValid(rounds: readonly Round[]): number {
  const isValid = (figures: Figures) => Object.values(figures).every(Number.isFinite);
  return rounds.filter((round) => [...round.values()].every(isValid)).length;
}

function lineOf(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, figure]) => `${name}: ${typeof figure === 'number' ? figure.toPrecision(4) : `void, ${figure.void}`}`)
    .join('; ');
}
