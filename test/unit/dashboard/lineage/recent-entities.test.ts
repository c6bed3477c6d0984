import { expect, it } from 'vitest';

import { recentEntities, rememberEntity } from '../../../../dashboard/lineage/recent-entities.ts';

function storage(initial: string | null = null) {
  let value = initial;
  return {
    getItem: () => value,
    setItem: (_: string, next: string) => {
      value = next;
    },
  };
}

it('keeps the last eight entities, each once, the last one first', () => {
  const kept = storage();
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'c']) {
    rememberEntity({ entityType: 'METADATA', canonicalKey: key, name: key }, kept);
  }
  expect(
    recentEntities(kept)
      .map(({ canonicalKey }) => canonicalKey)
      .join(''),
  ).toBe('cihgfedb');
});

it('leaves out what makes no sense', () => {
  expect(recentEntities(storage('{"a":1}'))).toEqual([]);
  expect(recentEntities(storage('not JSON'))).toEqual([]);
  expect(recentEntities(storage('[null,{"entityType":"CAT","canonicalKey":"x","name":"X"}]'))).toEqual([]);
});
