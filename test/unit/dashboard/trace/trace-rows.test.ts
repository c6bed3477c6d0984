import { describe, expect, it } from 'vitest';

import { suitableScale, timeAxis } from '../../../../dashboard/trace/time-axis.ts';
import { type TraceEvent, traceRows } from '../../../../dashboard/trace/trace-rows.ts';
import { durationWords, waitWords } from '../../../../dashboard/trace/trace-words.ts';

const START_MS = Date.parse('2026-01-31T12:00:00.000Z');

/** A refresh, or a profile if it has a duration in seconds. */
function event(id: string, causationId: string | null, atMs: number, duration?: number): TraceEvent {
  const envelope = {
    id,
    cursor: `cursor-${id}`,
    causationId,
    correlationId: 'c',
    createdAt: new Date(START_MS + atMs).toISOString(),
  };
  return duration === undefined
    ? {
        ...envelope,
        __typename: 'DataRefreshedEvent',
        type: 'DATA_REFRESHED',
        source: 'ETL_PIPELINE',
        payload: {
          entityUrn: 'urn',
          refreshType: 'FULL',
          rowsReported: 1,
          service: { schema: 's', table: 't' },
        },
      }
    : {
        ...envelope,
        __typename: 'MetadataProfileCompletedEvent',
        type: 'METADATA_PROFILE_COMPLETED',
        source: 'METADATA_STUDIO_API',
        entity: null,
        payload: {
          canonicalKey: 'k',
          entityType: 'METADATA',
          tier: 'TIER1',
          qualityScore: 100,
          qualityGrade: 'A',
          rowCount: 1,
          duration,
        },
      };
}

const events = [event('a', null, 0), event('b', 'a', 100, 0.04), event('c', 'a', 150), event('d', 'b', 100)];

function textOf(rows: ReturnType<typeof traceRows>): string[] {
  return rows.map(({ event: { id }, level, isOpen, effectCount }) =>
    [
      '.'.repeat(level - 1),
      id,
      isOpen === undefined ? '' : isOpen ? ' -' : ' +',
      effectCount > 0 ? ` ${effectCount}` : '',
    ].join(''),
  );
}

describe('the rows of a trace', () => {
  it('are ordered by cause and effect', () => {
    expect(textOf(traceRows(events))).toEqual(['a - 3', '.b - 1', '..d', '.c']);
  });

  it('hide the effects of a closed row, and still count them', () => {
    expect(textOf(traceRows(events, new Set(['cursor-b'])))).toEqual(['a - 3', '.b + 1', '.c']);
  });

  it('say how long each event waited, and how long its work took', () => {
    const rows = traceRows(events);
    expect(rows.map(({ waitMs }) => waitMs)).toEqual([undefined, 60, 0, 150]);
    expect(rows.map(waitWords)).toEqual(['first event', 'after 60 ms', 'at once', 'after 150 ms']);
    expect(rows.map(durationWords)).toEqual(['', 'took 40 ms', '', '']);
  });

  it('begin a new branch where the cause is gone', () => {
    const rows = traceRows([event('b', 'gone', 0), event('c', 'b', 5)]);
    expect(textOf(rows)).toEqual(['b - 1', '.c']);
    expect(rows.map(({ isOrphan }) => isOrphan)).toEqual([true, false]);
  });

  it('contain events that name themselves or each other as their cause', () => {
    expect(textOf(traceRows([event('a', 'a', 0)]))).toEqual(['a']);
    expect(textOf(traceRows([event('a', 'b', 0), event('b', 'a', 0)]))).toHaveLength(2);
  });

  it('contain each of 1,000 events once', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      event(`e${index}`, index === 0 ? null : `e${Math.floor((index - 1) / 3)}`, index),
    );
    const rows = traceRows(many);
    expect(new Set(rows.map(({ event: { cursor } }) => cursor)).size).toBe(1_000);
  });

  it('say so if an effect is older than its cause', () => {
    const [, late] = traceRows([event('a', null, 50), event('b', 'a', 20)]);
    expect(late && waitWords(late)).toBe('30 ms before its cause');
  });
});

describe('the time axis', () => {
  it('goes from the first beginning to the last end', () => {
    const axis = timeAxis(traceRows([event('a', null, 100, 0.1), event('b', 'a', 300)]), 'time');
    expect(axis.startMs).toBe(START_MS);
    expect(axis.totalMs).toBe(300);
    expect(axis.placeOf(START_MS + 100)).toBeCloseTo(1 / 3);
    expect(axis.momentAt(0.5)).toBe(START_MS + 150);
  });

  it('leaves room beside a long wait when it is shortened', () => {
    const rows = traceRows([event('a', null, 0), event('b', 'a', 86_400_000), event('c', 'b', 86_400_050)]);
    expect(suitableScale(rows)).toBe('short');
    const axis = timeAxis(rows, 'short');
    expect(axis.placeOf(START_MS + 86_400_000)).toBeLessThan(0.85);
    expect(axis.placeOf(START_MS)).toBe(0);
    expect(axis.placeOf(START_MS + 86_400_050)).toBe(1);
    expect(axis.momentAt(axis.placeOf(START_MS + 86_400_020))).toBeCloseTo(START_MS + 86_400_020, -1);
  });

  it('is to scale where no wait takes most of it', () => {
    expect(suitableScale(traceRows(events))).toBe('time');
    expect(suitableScale(traceRows([event('a', null, 0)]))).toBe('time');
  });

  it('has a place for a single moment', () => {
    const axis = timeAxis(traceRows([event('a', null, 0)]), 'time');
    expect(axis.totalMs).toBe(0);
    expect(axis.placeOf(START_MS)).toBe(0);
  });
});
