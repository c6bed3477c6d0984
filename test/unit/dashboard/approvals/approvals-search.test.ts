import { expect, test } from 'vitest';

import {
  inboxFilter,
  isOverdue,
  listFilter,
  matchesSearch,
  readApprovalsSearch,
} from '../../../../dashboard/approvals/approvals-search.ts';

test('what a URL says is read, and what makes no sense is left out', () => {
  const whole = { tab: 'all', status: 'PENDING', type: 'KPI', tier: 'TIER1', overdue: true };
  expect(readApprovalsSearch({ ...whole, entity: ' revenue ', search: 2024 })).toEqual({
    ...whole,
    entity: 'revenue',
    search: '2024',
  });
  expect(
    readApprovalsSearch({
      tab: 'inbox',
      status: 'toString',
      type: 'x',
      tier: 1,
      overdue: 'yes',
      entity: ' ',
      search: '',
    }),
  ).toEqual({});
});

test('a search is the filter that the server takes', () => {
  expect(inboxFilter({ type: 'KPI', tier: 'TIER2', overdue: true })).toEqual({
    entityTypes: ['KPI'],
    tiers: ['TIER2'],
    overdue: true,
  });
  expect(listFilter({ tab: 'all', status: 'REJECTED', entity: 'movies' })).toEqual({
    statuses: ['REJECTED'],
    canonicalKey: 'movies',
  });
});

test('a request that arrives by itself is shown where the server would list it', () => {
  const now = new Date('2026-06-01T12:00:00Z');
  const request = {
    status: 'PENDING',
    entityType: 'KPI',
    tier: 'TIER1',
    canonicalKey: 'revenue',
    dueAt: '2026-06-01T11:00:00Z',
  } as const;
  expect(matchesSearch(request, {}, now)).toBe(true);
  expect(matchesSearch(request, { type: 'KPI', tier: 'TIER1', overdue: true, entity: 'revenue' }, now)).toBe(true);
  expect(matchesSearch(request, { type: 'TAG' }, now)).toBe(false);
  expect(matchesSearch({ ...request, dueAt: null }, { overdue: true }, now)).toBe(false);
});

test('only what waits for a decision is overdue', () => {
  const now = new Date('2026-06-01T12:00:00Z');
  expect(isOverdue({ status: 'PENDING', dueAt: '2026-06-01T11:59:59Z' }, now)).toBe(true);
  expect(isOverdue({ status: 'PENDING', dueAt: '2026-06-01T12:00:01Z' }, now)).toBe(false);
  expect(isOverdue({ status: 'APPROVED', dueAt: '2026-06-01T11:59:59Z' }, now)).toBe(false);
});
