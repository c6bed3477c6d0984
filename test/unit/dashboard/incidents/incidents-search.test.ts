import { describe, expect, it } from 'vitest';

import {
  compareIncidents,
  incidentFilters,
  incidentOrder,
  type ListedIncident,
  matchesIncidents,
  readIncidentsSearch,
} from '../../../../dashboard/incidents/incidents-search.ts';

const incident: ListedIncident = {
  id: 'inc_1',
  status: 'OPEN',
  cause: 'RULE',
  severity: 'ERROR',
  tier: 'TIER1',
  assignee: null,
  root: null,
  openedAt: '2026-01-01T10:00:00.000Z',
  lastSeenAt: '2026-01-01T11:00:00.000Z',
};

describe('the state in the URL', () => {
  it('is read, and what makes no sense is left out', () => {
    const search = {
      show: 'all',
      causes: ['RULE', 'VOLUME'],
      severities: ['CRITICAL'],
      tiers: ['TIER1'],
      assignee: 'bert',
      members: true,
      sort: 'seen',
    };
    expect(readIncidentsSearch(search)).toEqual(search);
    expect(readIncidentsSearch({ show: 'unresolved', causes: 'NOISE', tiers: [], assignee: ' ', sort: 'x' })).toEqual(
      {},
    );
    expect(readIncidentsSearch({ assignee: 7 })).toEqual({ assignee: '7' });
  });

  it('asks for the roots that are not resolved, the most severe first, unless it says otherwise', () => {
    expect(incidentFilters({})).toEqual([{ statuses: ['OPEN', 'ACKNOWLEDGED', 'SNOOZED'], rootsOnly: true }]);
    expect(incidentOrder({})).toEqual({ field: 'SEVERITY', direction: 'DESC' });
    expect(incidentFilters({ show: 'snoozed', assignee: 'bert', members: true })).toEqual([
      { statuses: ['SNOOZED'], assignees: ['bert'] },
    ]);
  });

  it('asks for all in two lists, of which the resolved ones are the second', () => {
    expect(incidentFilters({ show: 'all' }).map(({ statuses }) => statuses)).toEqual([
      ['OPEN', 'ACKNOWLEDGED', 'SNOOZED'],
      ['RESOLVED'],
    ]);
  });
});

describe('an incident that arrives', () => {
  it('matches as the server would decide', () => {
    expect(matchesIncidents(incident, {})).toBe(true);
    expect(matchesIncidents({ ...incident, status: 'RESOLVED' }, {})).toBe(false);
    expect(matchesIncidents({ ...incident, status: 'RESOLVED' }, { show: 'all' })).toBe(true);
    expect(matchesIncidents({ ...incident, root: { id: 'inc_0' } }, {})).toBe(false);
    expect(matchesIncidents({ ...incident, root: { id: 'inc_0' } }, { members: true })).toBe(true);
    expect(matchesIncidents(incident, { causes: ['SCORE'] })).toBe(false);
    expect(matchesIncidents(incident, { assignee: 'bert' })).toBe(false);
  });

  it('stands where the server would put it', () => {
    const critical = { ...incident, id: 'critical', severity: 'CRITICAL' as const };
    const older = { ...incident, id: 'older', openedAt: '2026-01-01T09:00:00.000Z' };
    const over = { ...critical, id: 'over', status: 'RESOLVED' as const };
    const order = (sort: 'opened' | undefined) =>
      [over, older, incident, critical].sort(compareIncidents(sort ? { sort } : {})).map(({ id }) => id);
    expect(order(undefined)).toEqual(['critical', 'inc_1', 'older', 'over']);
    expect(order('opened').slice(2)).toEqual(['older', 'over']);
  });
});
