import { expect, it } from 'vitest';

import type { EntityLiveFragment } from '../../../../dashboard/entities/entity-live.generated.ts';
import { findDegraded, type QualityDrop } from '../../../../dashboard/home/degraded/find-degraded.ts';
import { airports } from '../events/sample-events.ts';

function entity(key: string, score: number | undefined, changes: Partial<EntityLiveFragment> = {}): EntityLiveFragment {
  const { latestProfile } = airports;
  return {
    ...airports,
    id: key,
    canonicalKey: key,
    latestProfile: score === undefined || !latestProfile ? null : { ...latestProfile, qualityScore: score },
    ...changes,
  };
}

function drop(of: EntityLiveFragment | null, previousScore: number, cursor = 'c'): QualityDrop {
  return { cursor, createdAt: '', correlationId: '', payload: { previousScore }, explanation: null, entity: of };
}

const keys = (drops: readonly QualityDrop[]) => findDegraded(drops).map((each) => each.entity.canonicalKey);

it('finds whose score is still more than 10 % below what it was', () => {
  expect(keys([drop(entity('fallen', 85), 100), drop(entity('back', 90), 100), drop(entity('above', 99), 95)])).toEqual(
    ['fallen'],
  );
});

it('compares one that fell twice in a row with what it was before both', () => {
  const twice = entity('twice', 75);
  const [found] = findDegraded([drop(twice, 100, 'c1'), drop(twice, 82, 'c2')]);
  expect(found).toMatchObject({ scoreBefore: 100, lostPercent: 25, drop: { cursor: 'c2' } });
});

it('forgets a drop that had recovered before the next', () => {
  const again = entity('again', 80);
  const [found] = findDegraded([drop(again, 100), drop(again, 92)]);
  expect(found?.scoreBefore).toBe(92);
});

it('begins with the worst, and with the most important of equal ones', () => {
  const drops = [
    drop(entity('c', 80), 100),
    drop(entity('b', 50, { tier: 'TIER3' }), 100),
    drop(entity('a', 50, { tier: 'TIER2' }), 100),
  ];
  expect(keys(drops)).toEqual(['a', 'b', 'c']);
});

it('leaves out what is unknown, deprecated or not profiled', () => {
  expect(
    keys([
      drop(null, 100),
      drop(entity('gone', 50, { status: 'DEPRECATED' }), 100),
      drop(entity('bare', undefined), 100),
    ]),
  ).toEqual([]);
});
