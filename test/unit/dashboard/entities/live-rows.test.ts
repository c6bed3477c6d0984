import { describe, expect, it } from 'vitest';

import type { EntityLiveFragment } from '../../../../dashboard/entities/entity-live.generated.ts';
import {
  driftOf,
  type EntityRow,
  mayMatch,
  withEntity,
  withScores,
} from '../../../../dashboard/entities/list/live-rows.ts';

const ENTITY: EntityLiveFragment = {
  __typename: 'Metadata',
  id: 'e1',
  canonicalKey: 'orders',
  entityType: 'METADATA',
  name: 'Orders',
  tier: 'TIER2',
  status: 'ACTIVE',
  owner: 'anna',
  version: 1,
  updatedAt: '2026-01-01T00:00:00Z',
  profileState: 'FRESH',
  lastProfiledAt: '2026-01-02T00:00:00Z',
  nextProfileDueAt: '2026-01-16T00:00:00Z',
  latestProfile: profile('p1', 90),
  lastFailure: null,
  pendingApproval: null,
};

function profile(id: string, qualityScore: number) {
  return { id, createdAt: '2026-01-02T00:00:00Z', qualityScore, qualityGrade: 'A' as const, rowCount: 10 };
}

function rowOf(changes: Partial<EntityLiveFragment> = {}): EntityRow {
  return { id: 'e1', cursor: 'c1', entity: { ...ENTITY, ...changes } };
}

function rowWithScore(score: number | null): EntityRow {
  return rowOf({ latestProfile: score === null ? null : profile(`p${score}`, score) });
}

describe('a row and what an event says', () => {
  it('stays the same object if nothing that is shown has changed, in whatever order the fields come', () => {
    const row = rowOf();
    const { id, ...rest } = ENTITY;
    expect(withEntity(row, { ...rest, id }, 5)).toBe(row);
  });

  it('shows the new profile, and adds its score to those that are known', () => {
    const row = withScores(rowOf(), [
      { id: 'p0', score: 80 },
      { id: 'p1', score: 90 },
    ]);
    const changed = withEntity(row, { ...ENTITY, latestProfile: profile('p2', 95) }, 5);
    expect(changed).toMatchObject({ changedAt: 5, cursor: 'c1' });
    expect(changed.scores?.map(({ score }) => score)).toEqual([80, 90, 95]);
    expect(withEntity(changed, { ...ENTITY, latestProfile: profile('p2', 95) }, 9)).toBe(changed);
  });

  it('begins a curve with the first profile, and asks for none before it knows them', () => {
    const first = withEntity(rowOf({ latestProfile: null }), ENTITY, 5);
    expect(first.scores).toEqual([{ id: 'p1', score: 90 }]);
    expect(withEntity(rowOf(), { ...ENTITY, owner: 'bert' }, 5).scores).toBeUndefined();
  });

  it('adds a profile that came while the scores were on their way, and keeps twelve', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => ({ id: `old${index}`, score: index }));
    const { scores } = withScores(rowOf(), twelve);
    expect(scores).toHaveLength(12);
    expect(scores?.at(-1)).toEqual({ id: 'p1', score: 90 });
  });
});

describe('whether the list has drifted', () => {
  const ascending = { filter: {}, orderBy: { field: 'QUALITY_SCORE', direction: 'ASC' } } as const;

  it('is seen by the neighbours of a changed row', () => {
    const rows = [rowWithScore(70), rowWithScore(80), rowWithScore(90), rowWithScore(null)];
    expect(driftOf(rows, [0, 1, 2, 3], ascending)).toBeUndefined();
    expect(driftOf(rows.with(1, rowWithScore(95)), [1], ascending)).toBe('order');
    expect(driftOf(rows.with(3, rowWithScore(10)), [3], ascending)).toBe('order');
    expect(driftOf(rows.with(0, rowWithScore(null)), [0], ascending)).toBe('order');
    expect(driftOf(rows.with(1, rowWithScore(95)), [1], { filter: {} })).toBeUndefined();
  });

  it('knows that what has no value comes last in both directions', () => {
    const descending = { filter: {}, orderBy: { field: 'QUALITY_SCORE', direction: 'DESC' } } as const;
    expect(driftOf([rowWithScore(90), rowWithScore(80), rowWithScore(null)], [0, 1, 2], descending)).toBeUndefined();
    expect(driftOf([rowWithScore(null), rowWithScore(80)], [0], descending)).toBe('order');
  });

  it('is seen by a row that the filter no longer matches', () => {
    expect(driftOf([rowOf({ profileState: 'RUNNING' })], [0], { filter: { profileStates: ['STALE'] } })).toBe(
      'membership',
    );
    expect(driftOf([rowOf()], [0], { filter: { profileStates: ['FRESH'] } })).toBeUndefined();
  });
});

describe('whether an entity may match a filter', () => {
  it('is judged by what it says of itself', () => {
    expect(mayMatch(ENTITY, { tiers: ['TIER2'], owners: ['anna', 'bert'], grades: ['A'], maxQualityScore: 90 })).toBe(
      true,
    );
    expect(mayMatch(ENTITY, { hasPendingApproval: true })).toBe(false);
    expect(mayMatch({ ...ENTITY, pendingApproval: { id: 'a1' } }, { hasPendingApproval: true })).toBe(true);
    expect(mayMatch({ ...ENTITY, latestProfile: null }, { grades: ['A'] })).toBe(false);
    expect(mayMatch(ENTITY, { maxQualityScore: 89.9 })).toBe(false);
    expect(mayMatch(ENTITY, { search: 'what the server alone can find', tags: ['x'], followed: true })).toBe(true);
  });
});
