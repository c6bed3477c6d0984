import { describe, expect, it } from 'vitest';

import type { LowScoreFragment } from '../../../../dashboard/home/degraded/degraded.generated.ts';
import { findDegraded, type QualityDrop } from '../../../../dashboard/home/degraded/find-degraded.ts';
import { groupDegraded } from '../../../../dashboard/home/degraded/group-degraded.ts';
import { airports } from '../events/sample-events.ts';

function entity(key: string, score: number | undefined, changes: Partial<LowScoreFragment> = {}): LowScoreFragment {
  const { latestProfile } = airports;
  return {
    ...airports,
    id: key,
    canonicalKey: key,
    dataset: { schema: 'sales', table: key },
    latestProfile: score === undefined || !latestProfile ? null : { ...latestProfile, qualityScore: score },
    ...changes,
  };
}

function drop(entityId: string, previousScore: number, cursor = 'c', correlationId = `cor ${entityId}`): QualityDrop {
  return { cursor, createdAt: '', correlationId, payload: { entityId, previousScore }, explanation: null };
}

const keys = (drops: readonly QualityDrop[], entities: readonly LowScoreFragment[]) =>
  findDegraded(drops, entities).map((each) => each.entity.canonicalKey);

it('finds whose score is still more than 10 % below what it was', () => {
  expect(
    keys(
      [drop('fallen', 100), drop('back', 100), drop('above', 95)],
      [entity('fallen', 85), entity('back', 90), entity('above', 99)],
    ),
  ).toEqual(['fallen']);
});

it('compares one that fell twice in a row with what it was before both', () => {
  const [found] = findDegraded([drop('twice', 100, 'c1'), drop('twice', 82, 'c2')], [entity('twice', 75)]);
  expect(found).toMatchObject({ scoreBefore: 100, lostPercent: 25, drop: { cursor: 'c2' } });
});

it('forgets a drop that had recovered before the next', () => {
  const [found] = findDegraded([drop('again', 100), drop('again', 92)], [entity('again', 80)]);
  expect(found?.scoreBefore).toBe(92);
});

it('begins with the worst, and with the most important of equal ones', () => {
  expect(
    keys(
      [drop('c', 100), drop('b', 100), drop('a', 100)],
      [entity('c', 80), entity('b', 50, { tier: 'TIER3' }), entity('a', 50, { tier: 'TIER2' })],
    ),
  ).toEqual(['a', 'b', 'c']);
});

it('leaves out what is unknown, deprecated or not profiled', () => {
  expect(
    keys(
      [drop('unknown', 100), drop('gone', 100), drop('bare', 100)],
      [entity('gone', 50, { status: 'DEPRECATED' }), entity('bare', undefined)],
    ),
  ).toEqual([]);
});

describe('what fell together', () => {
  const dataset = { schema: 'sales', table: 'orders' };
  const groups = (drops: readonly QualityDrop[], entities: readonly LowScoreFragment[]) =>
    groupDegraded(findDegraded(drops, entities)).map(({ key, first, others }) => ({
      key,
      keys: [first, ...others].map((each) => each.entity.canonicalKey),
    }));

  it('is one entry of a table, named for what is no rule', () => {
    const rule = { entityType: 'BUSINESS_RULE', dataset } as const;
    expect(
      groups(
        [drop('orders', 100), drop('positive', 100), drop('present', 100), drop('other', 100)],
        [
          entity('orders', 80, { dataset }),
          entity('positive', 40, rule),
          entity('present', 30, rule),
          entity('other', 70),
        ],
      ),
    ).toEqual([
      { key: 'sales.other', keys: ['other'] },
      { key: 'sales.orders', keys: ['orders', 'present', 'positive'] },
    ]);
  });

  it('is one entry of a load, also where one of them joins two tables', () => {
    expect(
      groups(
        [drop('a', 100, 'c', 'load 1'), drop('b', 100, 'c', 'load 2'), drop('c', 100, 'c', 'load 1')],
        [entity('a', 50, { dataset }), entity('b', 60), entity('c', 70, { dataset: { schema: 'sales', table: 'b' } })],
      ),
    ).toEqual([{ key: 'sales.orders', keys: ['a', 'b', 'c'] }]);
  });

  it('is not what is bound to no table', () => {
    expect(
      groups(
        [drop('a', 100), drop('b', 100)],
        [entity('a', 50, { dataset: null }), entity('b', 60, { dataset: null })],
      ),
    ).toEqual([
      { key: 'a', keys: ['a'] },
      { key: 'b', keys: ['b'] },
    ]);
  });
});
