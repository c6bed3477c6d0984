import { expect, it } from 'vitest';

import { recentEntities, rememberEntity } from '../../../../dashboard/lineage/recent-entities.ts';

const ANNA = { tenantId: 'demo', actorId: 'anna' };

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
    rememberEntity(ANNA, { entityType: 'METADATA', canonicalKey: key, name: key }, kept);
  }
  expect(
    recentEntities(ANNA, kept)
      .map(({ canonicalKey }) => canonicalKey)
      .join(''),
  ).toBe('cihgfedb');
});

it('leaves out what makes no sense', () => {
  expect(recentEntities(ANNA, storage('{"a":1}'))).toEqual([]);
  expect(recentEntities(ANNA, storage('not JSON'))).toEqual([]);
  expect(recentEntities(ANNA, storage('[null,{"entityType":"CAT","canonicalKey":"x","name":"X"}]'))).toEqual([]);
});

it('keeps those of each person apart', () => {
  const texts = new Map<string, string>();
  const kept = {
    getItem: (name: string) => texts.get(name) ?? null,
    setItem: (name: string, value: string) => void texts.set(name, value),
  };
  rememberEntity(ANNA, { entityType: 'METADATA', canonicalKey: 'salaries', name: 'Salaries' }, kept);
  expect(recentEntities(ANNA, kept)).toHaveLength(1);
  expect(recentEntities({ ...ANNA, actorId: 'bert' }, kept)).toEqual([]);
  expect(recentEntities({ ...ANNA, tenantId: 'other' }, kept)).toEqual([]);
});
