import { and, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';

import { SEVERITIES, type Severity } from '../../domain/entities/entity-definition.ts';
import type { OrderDirection } from '../../domain/entities/entity-order.ts';
import type { Incident, IncidentCause, IncidentStatus } from '../../domain/incidents/incident.ts';
import type { IncidentOrder, IncidentOrderField } from '../../domain/incidents/incident-order.ts';
import type { Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { computedNumber, type KeyRange, type Keyset, keyset } from '../database/keyset.ts';
import { incident, SEVERITY_RANK } from './tables.ts';

/** Which incidents; what is left out does not matter. */
export interface IncidentQuery {
  statuses?: readonly IncidentStatus[] | undefined;
  causes?: readonly IncidentCause[] | undefined;
  severities?: readonly Severity[] | undefined;
  tiers?: readonly Tier[] | undefined;
  entityId?: string | undefined;
  /** Ids of actors to whom they are assigned; whether their case matters. */
  assignees?: { ids: readonly string[]; ignoreCase: boolean } | undefined;
  rootsOnly?: boolean | undefined;
}

/** Where an incident is in a list. */
export interface IncidentKey {
  /** Of its severity; only the order by severity compares it. */
  rank: number;
  /** The time by which the list is sorted. */
  at: string;
  id: string;
}

type TimeKey = Pick<IncidentKey, 'at' | 'id'>;

const { openedAt, lastSeenAt, id } = incident;
const rank = computedNumber(SEVERITY_RANK);

const ORDERS: Readonly<Record<IncidentOrderField, Record<OrderDirection, Keyset<IncidentKey>>>> = {
  OPENED_AT: {
    ASC: keyset<TimeKey>('ascending', { at: openedAt, id }),
    DESC: keyset<TimeKey>('descending', { at: openedAt, id }),
  },
  LAST_SEEN_AT: {
    ASC: keyset<TimeKey>('ascending', { at: lastSeenAt, id }),
    DESC: keyset<TimeKey>('descending', { at: lastSeenAt, id }),
  },
  SEVERITY: {
    ASC: keyset<IncidentKey>('ascending', { rank, at: openedAt, id }),
    DESC: keyset<IncidentKey>('descending', { rank, at: openedAt, id }),
  },
};

/** The key of an incident in a list of that order. */
export function incidentKey(
  { id, severity, openedAt, lastSeenAt }: Incident,
  { field }: Pick<IncidentOrder, 'field'>,
): IncidentKey {
  return {
    rank: SEVERITIES.indexOf(severity),
    at: (field === 'LAST_SEEN_AT' ? lastSeenAt : openedAt).toISOString(),
    id,
  };
}

/** One page. Equally grave ones are sorted by when they were opened, in the same direction. */
export function pageOfIncidents(
  db: Db,
  tenantId: string,
  query: IncidentQuery,
  order: IncidentOrder,
  page: KeyRange<IncidentKey>,
): Promise<Incident[]> {
  const sorted = ORDERS[order.field][order.direction];
  return db
    .select()
    .from(incident)
    .where(and(incidentCondition(tenantId, query), sorted.between(page)))
    .orderBy(...sorted.orderBy(page))
    .limit(page.limit);
}

export async function countIncidents(db: Db, tenantId: string, query: IncidentQuery): Promise<number> {
  const [row] = await db.select({ count: count() }).from(incident).where(incidentCondition(tenantId, query));
  return row?.count ?? 0;
}

/** Whether an incident of the tenant is one of those that are wanted. */
export function incidentCondition(
  tenantId: string,
  { statuses, causes, severities, tiers, entityId, assignees, rootsOnly }: IncidentQuery,
): SQL | undefined {
  return and(
    eq(incident.tenantId, tenantId),
    statuses && inArray(incident.status, [...statuses]),
    // A literal, so that the planner sees that the partial index applies.
    statuses && !statuses.includes('RESOLVED') ? sql`${incident.status} <> 'RESOLVED'` : undefined,
    causes && inArray(incident.cause, [...causes]),
    severities && inArray(incident.severity, [...severities]),
    tiers && inArray(incident.tier, [...tiers]),
    entityId === undefined ? undefined : eq(incident.entityId, entityId),
    assignees && assigneeCondition(assignees),
    rootsOnly ? isNull(incident.rootId) : undefined,
  );
}

function assigneeCondition({ ids, ignoreCase }: NonNullable<IncidentQuery['assignees']>): SQL {
  const all = sql`${sql.param(ids)}::text[]`;
  return ignoreCase
    ? sql`lower(${incident.assignee}) = any(array(select lower(id) from unnest(${all}) as id))`
    : sql`${incident.assignee} = any(${all})`;
}
