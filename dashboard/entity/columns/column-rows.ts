import type { ChangeSinceFragment, ProfileFiguresFragment } from '../profile/latest-profile.generated.ts';
import { gravestFirst, isFailing, type RuleFigures } from '../rules/rule-figures.ts';

type ColumnFigures = ProfileFiguresFragment['columns'][number];

/** A column with everything that is known of it. */
export interface ColumnRow extends ColumnFigures {
  /** Undefined in a table without rows. */
  nullPercent: number | undefined;
  distinctPercent: number | undefined;
  /** Gain in points since the profile before; undefined if it was not measured then. */
  nullPoints: number | undefined;
  distinctPoints: number | undefined;
  isNew: boolean;
  rules: readonly RuleFigures[];
  failingCount: number;
}

export type ProfileWithChange = Pick<ProfileFiguresFragment, 'rowCount' | 'columns' | 'rules'> & {
  changeSince?: ChangeSinceFragment | null;
};

/** Those with failing rules come first, the most failing before the others; then as the table has them. */
export function columnRows({ rowCount, columns, rules, changeSince }: ProfileWithChange): ColumnRow[] {
  const changes = new Map(changeSince?.columns.map((change) => [change.name, change]));
  const rows = columns.map((column): ColumnRow => {
    const own = rules.filter((rule) => rule.column === column.name).sort(failingFirst);
    const change = changes.get(column.name);
    return {
      ...column,
      nullPercent: percent(column.nullCount, rowCount),
      distinctPercent: percent(column.distinctCount, rowCount),
      nullPoints: difference(change?.previousNullPercent, change?.currentNullPercent),
      distinctPoints: difference(change?.previousDistinctPercent, change?.currentDistinctPercent),
      isNew: change?.previousNullPercent === null,
      rules: own,
      failingCount: own.filter(isFailing).length,
    };
  });
  return rows.sort((a, b) => b.failingCount - a.failingCount);
}

/** Whether a profile keeps no least and greatest value of a column that has values. */
export function lacksRange({ min, max, distinctCount }: Pick<ColumnFigures, 'min' | 'max' | 'distinctCount'>): boolean {
  return min === null && max === null && distinctCount > 0;
}

/** Rules for columns that the profile does not have. */
export function rulesWithoutColumn({
  columns,
  rules,
}: Pick<ProfileFiguresFragment, 'columns' | 'rules'>): RuleFigures[] {
  const names = new Set(columns.map(({ name }) => name));
  return rules.filter(({ column }) => !names.has(column));
}

function failingFirst(a: RuleFigures, b: RuleFigures): number {
  return Number(isFailing(b)) - Number(isFailing(a)) || gravestFirst(a, b);
}

function percent(count: number, rowCount: number): number | undefined {
  return rowCount === 0 ? undefined : (100 * count) / rowCount;
}

function difference(previous: number | null = null, current: number | null = null): number | undefined {
  return previous === null || current === null ? undefined : current - previous;
}
