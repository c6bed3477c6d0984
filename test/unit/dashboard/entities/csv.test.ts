import { describe, expect, it } from 'vitest';

import { exportEntities } from '../../../../dashboard/entities/csv/export-entities.ts';
import { csvLine } from '../../../../dashboard/entities/csv/write-csv.ts';
import type { EntityLiveFragment } from '../../../../dashboard/entities/entity-live.generated.ts';
import type { Page } from '../../../../dashboard/entities/list/entity-window.ts';
import type { EntityRow } from '../../../../dashboard/entities/list/live-rows.ts';

describe('a line of CSV', () => {
  it('quotes what RFC 4180 wants quoted', () => {
    expect(csvLine(['plain', 'a,b', 'say "so"', 'two\nlines', 96.8, null, undefined])).toBe(
      'plain,"a,b","say ""so""","two\nlines",96.8,,\r\n',
    );
  });

  it('has no text that a spreadsheet would run', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1']) expect(csvLine([text])).toMatch(/^"?'/);
    expect(csvLine(['=HYPERLINK("x","y")'])).toBe(`"'=HYPERLINK(""x"",""y"")"\r\n`);
    expect(csvLine([-1, 'a=b', 'x-y'])).toBe('-1,a=b,x-y\r\n');
  });
});

describe('the export', () => {
  const pagesOf = (...pages: readonly (readonly string[])[]) => ({
    page: (_: unknown, { after }: { after?: string | null | undefined }): Promise<Page<EntityRow>> => {
      const index = after == null ? 0 : Number(after.slice(1));
      const rows = (pages[index] ?? []).map((id) => ({ id, cursor: `c${index + 1}`, entity: entityOf(id) }));
      return Promise.resolve({ rows, hasNextPage: index < pages.length - 1, hasPreviousPage: index > 0 });
    },
  });

  it('has every entity once, in the order of the list, with the columns that are shown', async () => {
    const progress: number[] = [];
    const result = await exportEntities({
      pages: pagesOf(['a', 'b'], ['b', 'c'], ['=d']),
      query: { filter: {} },
      shown: ['tier', 'score', 'trend', 'freshness'],
      signal: new AbortController().signal,
      onProgress: (count) => progress.push(count),
    });
    expect(result?.parts.join('')).toBe(
      [
        '\uFEFFKey,Name,Type,Status,Tier,Score,Freshness,Last profiled',
        'a,Name a,METADATA,ACTIVE,TIER2,90.5,FRESH,2026-01-02T00:00:00Z',
        'b,Name b,METADATA,ACTIVE,TIER2,90.5,FRESH,2026-01-02T00:00:00Z',
        'c,Name c,METADATA,ACTIVE,TIER2,90.5,FRESH,2026-01-02T00:00:00Z',
        `'=d,Name =d,METADATA,ACTIVE,TIER2,90.5,FRESH,2026-01-02T00:00:00Z`,
        '',
      ].join('\r\n'),
    );
    expect(result?.isCut).toBe(false);
    expect(progress).toEqual([2, 3, 4]);
  });

  it('ends when it is cancelled', async () => {
    const cancel = new AbortController();
    const result = await exportEntities({
      pages: pagesOf(['a'], ['b']),
      query: { filter: {} },
      shown: [],
      signal: cancel.signal,
      onProgress: () => {
        cancel.abort();
      },
    });
    expect(result).toBeUndefined();
  });
});

function entityOf(id: string): EntityLiveFragment {
  return {
    __typename: 'Metadata',
    id,
    canonicalKey: id,
    entityType: 'METADATA',
    name: `Name ${id}`,
    tier: 'TIER2',
    status: 'ACTIVE',
    owner: null,
    version: 1,
    updatedAt: '2026-01-01T00:00:00Z',
    profileState: 'FRESH',
    lastProfiledAt: '2026-01-02T00:00:00Z',
    nextProfileDueAt: null,
    latestProfile: { id: 'p', createdAt: '2026-01-02T00:00:00Z', qualityScore: 90.5, qualityGrade: 'A', rowCount: 1 },
    lastFailure: null,
    pendingApproval: null,
  };
}
