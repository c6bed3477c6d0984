import { describe, expect, it } from 'vitest';

import { columnRows, rulesWithoutColumn } from '../../../../dashboard/entity/columns/column-rows.ts';
import { summarizeWalk } from '../../../../dashboard/entity/overview/lineage-summary.ts';
import type { NamedEntityFragment, WalkFragment } from '../../../../dashboard/entity/overview/overview.generated.ts';
import { ruleInWords } from '../../../../dashboard/entity/overview/rule-in-words.ts';

const column = (name: string, nullCount = 0) => ({
  name,
  nullCount,
  dataType: 'text',
  distinctCount: 5,
  min: null,
  max: null,
});
const rule = (canonicalKey: string, of: string, checked: number, passed: number) => ({
  canonicalKey,
  column: of,
  checked,
  passed,
  severity: 'CRITICAL' as const,
  skippedBecause: null,
});

describe('the rows of columns', () => {
  const rows = columnRows({
    rowCount: 10,
    columns: [column('a'), column('b', 5), column('c')],
    rules: [rule('r', 'b', 10, 10), rule('s', 'b', 10, 4), rule('t', 'gone', 1, 1)],
    changeSince: {
      summary: '',
      scorePoints: 0,
      currentRowCount: 10,
      previousRowCount: 10,
      dimensions: [],
      rules: [],
      columns: [
        {
          name: 'b',
          previousNullPercent: 20,
          currentNullPercent: 50,
          previousDistinctPercent: 50,
          currentDistinctPercent: 50,
        },
        {
          name: 'c',
          previousNullPercent: null,
          currentNullPercent: 0,
          previousDistinctPercent: null,
          currentDistinctPercent: 50,
        },
      ],
    },
  });

  it('begin with what fails, and go on as the table has them', () => {
    expect(rows.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });

  it('have their rules, the most failing first, and what changed', () => {
    expect(rows[0]).toMatchObject({
      failingCount: 1,
      nullPercent: 50,
      nullPoints: 30,
      distinctPoints: 0,
      isNew: false,
    });
    expect(rows[0]?.rules.map(({ canonicalKey }) => canonicalKey)).toEqual(['s', 'r']);
    expect(rows[2]).toMatchObject({ name: 'c', isNew: true, nullPoints: undefined });
  });

  it('know no share of nothing', () => {
    const [empty] = columnRows({ rowCount: 0, columns: [column('a')], rules: [], changeSince: null });
    expect(empty?.nullPercent).toBeUndefined();
  });

  it('leave rules of columns that are gone to a list of their own', () => {
    const rules = [rule('r', 'a', 1, 1), rule('t', 'gone', 1, 1)];
    expect(rulesWithoutColumn({ columns: [column('a')], rules }).map(({ canonicalKey }) => canonicalKey)).toEqual([
      't',
    ]);
  });
});

describe('a check in words', () => {
  it('says what each value must be', () => {
    expect(ruleInWords({ __typename: 'NotNullCheck' }, 'iata').sentence).toBe('each value of iata is present.');
    expect(ruleInWords({ __typename: 'NumberRangeCheck', minNumber: -40, maxNumber: null }, 't').sentence).toBe(
      'each value of t is at least -40.',
    );
    expect(ruleInWords({ __typename: 'DateRangeCheck', minDate: null, maxDate: '2020-01-01' }, 'd').sentence).toBe(
      'each value of d is 2020-01-01 or earlier.',
    );
    expect(ruleInWords({ __typename: 'LengthCheck', minLength: 1, maxLength: 9 }, undefined).sentence).toBe(
      'each value of its column has 1 to 9 characters.',
    );
    expect(ruleInWords({ __typename: 'AcceptedValuesCheck', values: ['x', 'y'] }, 'c')).toEqual({
      sentence: 'each value of c is one of these 2:',
      values: ['x', 'y'],
    });
  });
});

describe('what lies in a direction of the lineage', () => {
  const entity = (tier: 'TIER1' | 'TIER2', grade: 'A' | 'F' | null): NamedEntityFragment => ({
    __typename: 'Metadata',
    id: `${tier}${grade}`,
    entityType: 'METADATA',
    canonicalKey: 'k',
    name: 'n',
    tier,
    status: 'ACTIVE',
    profileState: 'FRESH',
    latestProfile: grade && { id: 'p', qualityScore: 1, qualityGrade: grade },
  });
  const walk = (entities: NamedEntityFragment[], truncated = false): WalkFragment => ({
    truncated,
    nodes: entities.map((each) => ({ distance: 1, entity: each })),
  });

  it('is counted by grade, the worst first', () => {
    expect(summarizeWalk(walk([entity('TIER1', 'A'), entity('TIER2', 'F'), entity('TIER2', null)]))).toEqual([
      '3 entities within 10 steps',
      '1 in tier 1',
      '1 with grade F',
      '1 with grade A',
      '1 without a grade',
    ]);
  });

  it('says that there is more than was read', () => {
    expect(summarizeWalk(walk([entity('TIER2', 'A')], true))[0]).toBe('More than 1 entity within 10 steps');
    expect(summarizeWalk(walk([]))).toEqual([]);
  });
});
