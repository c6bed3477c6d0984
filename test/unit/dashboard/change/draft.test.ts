import { describe, expect, it } from 'vitest';

import { emptyForm } from '../../../../dashboard/change/model/change-form.ts';
import { type Draft, keepDraft, readDraft, rebase } from '../../../../dashboard/change/model/draft.ts';
import { draftKey } from '../../../../dashboard/change/model/draft-key.ts';

const base = emptyForm('KPI', 'anna');
const draft: Draft = { base, version: 3, form: { ...base, name: 'A' }, canonicalKey: 'a', comment: '', replacedBy: '' };

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('a draft', () => {
  it('is found again by who wrote it and what it is about', () => {
    const storage = memory();
    keepDraft(storage, draftKey({ tenantId: 'acme', actorId: 'anna' }, 'UPDATE', 'KPI', 'a'), draft);
    expect(readDraft(storage, draftKey({ tenantId: 'acme', actorId: 'anna' }, 'UPDATE', 'KPI', 'a'), base)).toEqual(
      draft,
    );
    const others = [
      { tenantId: 'acme', actorId: 'bert' },
      { tenantId: 'globex', actorId: 'anna' },
    ];
    for (const other of others) {
      expect(readDraft(storage, draftKey(other, 'UPDATE', 'KPI', 'a'), base)).toBeUndefined();
    }
  });

  it('is gone once it is taken back', () => {
    const storage = memory();
    keepDraft(storage, 'key', draft);
    keepDraft(storage, 'key', undefined);
    expect(readDraft(storage, 'key', base)).toBeUndefined();
  });

  it.each(['', '{', 'null', '{"form":{}}', JSON.stringify({ ...draft, form: { ...base, kpi: null } })])(
    'of another shape is left out: %s',
    (kept) => {
      expect(readDraft({ ...memory(), getItem: () => kept }, 'key', base)).toBeUndefined();
    },
  );

  it('stays in the form when nothing can be stored', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => {
      keepDraft(full, 'key', draft);
    }).not.toThrow();
  });
});

describe('a form on a newer version', () => {
  it('keeps what was touched and takes over the rest', () => {
    const newBase = { ...base, name: 'B', owner: 'bert', description: 'new' };
    const form = { ...base, name: 'A', tier: 'TIER1' as const };
    expect(rebase('KPI', { base, form }, newBase)).toEqual({
      form: { ...newBase, name: 'A', tier: 'TIER1' },
      contested: ['name'],
    });
  });

  it('is not contested where both made the same change', () => {
    const same = { ...base, name: 'A' };
    expect(rebase('KPI', { base, form: same }, same).contested).toEqual([]);
  });
});
