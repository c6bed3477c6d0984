import type { IncidentCause, IncidentFilter, IncidentOrder, IncidentStatus, Severity, Tier } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { keyOf, readList, readText } from '../ui/read-search.ts';

/** By status; left out: what is not resolved. */
export type IncidentShow = 'unresolved' | 'open' | 'acknowledged' | 'snoozed' | 'resolved' | 'all';
export type IncidentSort = 'severity' | 'opened' | 'seen';

/** The part of the page's state that its URL contains. Lists are never empty. */
export interface IncidentsSearch {
  show?: Exclude<IncidentShow, 'unresolved'>;
  causes?: readonly IncidentCause[];
  severities?: readonly Severity[];
  tiers?: readonly Tier[];
  /** An actor's id. */
  assignee?: string;
  /** Whether those that belong to others are listed, too. */
  members?: true;
  /** Left out: by severity. */
  sort?: Exclude<IncidentSort, 'severity'>;
}

const UNRESOLVED: readonly IncidentStatus[] = ['OPEN', 'ACKNOWLEDGED', 'SNOOZED'];
const STATUSES: Readonly<Record<IncidentShow, readonly IncidentStatus[]>> = {
  unresolved: UNRESOLVED,
  open: ['OPEN'],
  acknowledged: ['ACKNOWLEDGED'],
  snoozed: ['SNOOZED'],
  resolved: ['RESOLVED'],
  all: [...UNRESOLVED, 'RESOLVED'],
};
const CAUSES: Readonly<Record<IncidentCause, true>> = {
  SCORE: true,
  RULE: true,
  VOLUME: true,
  SCHEMA: true,
  FRESHNESS: true,
  PROFILE_FAILED: true,
};
const SHOWS = { open: true, acknowledged: true, snoozed: true, resolved: true, all: true };
const ORDERS: Readonly<Record<IncidentSort, IncidentOrder>> = {
  severity: { field: 'SEVERITY', direction: 'DESC' },
  opened: { field: 'OPENED_AT', direction: 'DESC' },
  seen: { field: 'LAST_SEEN_AT', direction: 'DESC' },
};

/** Reads it from a URL; what makes no sense is left out. */
export function readIncidentsSearch(raw: Record<string, unknown>): IncidentsSearch {
  const show = keyOf(SHOWS)(raw.show);
  const causes = readList(raw.causes, keyOf(CAUSES));
  const severities = readList(raw.severities, keyOf(text.entity.severities));
  const tiers = readList(raw.tiers, keyOf(text.tiers));
  const assignee = readText(raw.assignee)?.trim();
  const sort = keyOf({ opened: true, seen: true })(raw.sort);
  return {
    ...(show && { show }),
    ...(causes && { causes }),
    ...(severities && { severities }),
    ...(tiers && { tiers }),
    ...(assignee !== undefined && { assignee }),
    ...(raw.members === true && { members: true }),
    ...(sort && { sort }),
  };
}

/** What it asks for, one list after the other: those that are not resolved come first. */
export function incidentFilters(search: IncidentsSearch): readonly IncidentFilter[] {
  const { show = 'unresolved', causes, severities, tiers, assignee, members } = search;
  const filter: IncidentFilter = {
    ...(causes && { causes: [...causes] }),
    ...(severities && { severities: [...severities] }),
    ...(tiers && { tiers: [...tiers] }),
    ...(assignee !== undefined && { assignees: [assignee] }),
    ...(members === undefined && { rootsOnly: true }),
  };
  const parts = show === 'all' ? [UNRESOLVED, STATUSES.resolved] : [STATUSES[show]];
  return parts.map((statuses) => ({ ...filter, statuses: [...statuses] }));
}

export function incidentOrder({ sort }: IncidentsSearch): IncidentOrder {
  return ORDERS[sort ?? 'severity'];
}

/** What a filter and an order look at. */
export interface ListedIncident {
  id: string;
  status: IncidentStatus;
  cause: IncidentCause;
  severity: Severity;
  tier: Tier;
  assignee: string | null;
  root: { id: string } | null;
  openedAt: string;
  lastSeenAt: string;
}

/** Whether an incident that arrives by itself belongs to what is shown, as the server would decide. */
export function matchesIncidents(incident: ListedIncident, search: IncidentsSearch): boolean {
  const { show = 'unresolved', causes, severities, tiers, assignee, members } = search;
  return (
    STATUSES[show].includes(incident.status) &&
    (!causes || causes.includes(incident.cause)) &&
    (!severities || severities.includes(incident.severity)) &&
    (!tiers || tiers.includes(incident.tier)) &&
    (assignee === undefined || incident.assignee === assignee) &&
    (members === true || incident.root === null)
  );
}

const GRAVITY: Readonly<Record<Severity, number>> = { CRITICAL: 3, ERROR: 2, WARNING: 1, INFO: 0 };

/** In which order two are listed. */
export function compareIncidents({ sort }: IncidentsSearch) {
  const isOver = ({ status }: ListedIncident) => Number(status === 'RESOLVED');
  const newest = (a: string, b: string) => Date.parse(b) - Date.parse(a);
  return (a: ListedIncident, b: ListedIncident): number =>
    isOver(a) - isOver(b) ||
    (sort === undefined ? GRAVITY[b.severity] - GRAVITY[a.severity] : 0) ||
    (sort === 'seen' ? newest(a.lastSeenAt, b.lastSeenAt) : newest(a.openedAt, b.openedAt));
}
