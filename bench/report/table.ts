import type { PartResult, RowResult, ScenarioResult, Spread } from '../run/part-result.ts';

const HEADS = ['', 'ours', 'beside it', 'ratio', 'goal', ''];

/** A table in Markdown with columns of equal width, so that it can also be read in a terminal. */
export function tableOf({ scenarios }: Pick<PartResult, 'scenarios'>): string {
  const lines = [HEADS, ...scenarios.flatMap(linesOf)];
  const widths = HEADS.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const text = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...rest] = lines;
  return [text(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(text)].join('\n');
}

/** A line for each contender that ours is compared with. */
function linesOf({ scenario, contenders, rows }: ScenarioResult): string[][] {
  const [ours = '', ...others] = contenders;
  return rows.flatMap((row) => {
    const title = `${scenario}: ${row.row}${row.unit && `, ${row.unit}`}`;
    // Some scenarios compare ours under two conditions.
    const own = `${ours === 'ours' ? '' : `${ours} `}${spreadText(row.figures[ours], row.decimals)}`;
    const compared = others.filter((other) => row.figures[other]);
    const goalsOf = (other?: string) => row.goals.filter(({ goal }) => goal.ratioTo === other);
    const lines = compared.map((other) => [
      '',
      '',
      `${other} ${spreadText(row.figures[other], row.decimals)}`,
      spreadText(row.ratios[other], 2),
      ...goalCells(goalsOf(other)),
    ]);
    const absolute = goalsOf();
    const unmeasured = row.goals.filter(({ goal }) => goal.ratioTo !== undefined && !compared.includes(goal.ratioTo));
    for (const goal of [...absolute, ...unmeasured]) lines.push(['', '', '', '', ...goalCells([goal])]);
    const [first = [], ...further] = lines.length > 0 ? lines : [['', '', '', '', '', '']];
    return [[title, own, ...first.slice(2)], ...further, ...voidLines(row)];
  });
}

function goalCells(goals: RowResult['goals']): string[] {
  return [goals.map(({ text }) => text).join(', '), goals.map(({ outcome }) => outcome).join(', ')];
}

function voidLines({ voids }: RowResult): string[][] {
  return voids.map((reason) => ['', '', `void: ${reason}`, '', '', '']);
}

function spreadText(spread: Spread | undefined, decimals: number): string {
  if (!spread) return '-';
  const number = (value: number) =>
    value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return `${number(spread.median)} (${number(spread.min)}-${number(spread.max)})`;
}
