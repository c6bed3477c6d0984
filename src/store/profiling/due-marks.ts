import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { DueGroup } from '../../domain/profiling/due-time.ts';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS } from '../../domain/profiling/judging/failing-streak.ts';
import {
  criticalBefore,
  dueBefore,
  duePriority,
  type ProfilingPolicy,
  thresholdMs,
} from '../../domain/profiling/profiling-policy.ts';
import { type EntityType, type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { ofId } from '../entities/entity-row.ts';
import { mdmEntity } from '../entities/tables.ts';
import type { FoundRows } from '../log/append/staged-events.ts';

/** Entities of one tenant and type that are due by the same rule: they were never profiled, or are in the same tier. */
export interface DueShare {
  tenantId: string;
  entityType: EntityType;
  group: Extract<DueGroup, 'never' | Tier>;
}

/** When something is due. */
export interface DueMoment {
  policy: ProfilingPolicy;
  now: Date;
}

/** When something is due by the policies of all tenants. */
export interface DueMoments {
  /** Of tenants that have none of their own. */
  defaults: ProfilingPolicy;
  own: ReadonlyMap<string, ProfilingPolicy>;
  now: Date;
}

/** When something of a tenant is due. */
function dueMomentOf({ defaults, own, now }: DueMoments, tenantId: string): DueMoment {
  return { policy: own.get(tenantId) ?? defaults, now };
}

const GROUPS = ['never', ...TIERS] as const;
const sharesSchema = z.array(z.object({ tenant_id: z.string(), due_group: z.enum(GROUPS) }));

/**
 * The shares of a type in which an entity is due and not reported yet, those of a tenant together. One statement, which
 * takes time by the number of tenants, not of their entities.
 */
export async function findDueShares(db: Db, entityType: EntityType, moments: DueMoments): Promise<DueShare[]> {
  const { defaults: policy, own, now } = moments;
  const bounds = GROUPS.map((group) => sql`WHEN ${group} THEN ${boundOf(group, { policy, now })}`);
  const ownBounds = Array.from(own, ([tenant, ofTenant]) =>
    TIERS.map((tier) => ({ tenant, tier, due_before: dueBefore(ofTenant, tier, now).toISOString() })),
  ).flat();
  const rows = await db.execute(sql`
    WITH RECURSIVE share AS (
      (SELECT tenant_id, due_group FROM ${mdmEntity} WHERE entity_type = ${entityType}
        ORDER BY tenant_id, due_group LIMIT 1)
      UNION ALL
      SELECT next.tenant_id, next.due_group FROM share CROSS JOIN LATERAL (
        SELECT tenant_id, due_group FROM ${mdmEntity}
        WHERE entity_type = ${entityType} AND (tenant_id, due_group) > (share.tenant_id, share.due_group)
        ORDER BY tenant_id, due_group LIMIT 1) AS next
    ), own AS (
      SELECT tenant AS tenant_id, tier AS due_group, due_before
      FROM jsonb_to_recordset(${JSON.stringify(ownBounds)}::jsonb) AS own(tenant text, tier text, due_before timestamptz)
    )
    SELECT tenant_id, due_group FROM share LEFT JOIN own USING (tenant_id, due_group)
    WHERE due_group IN ${GROUPS.map((group) => sql`${group}`)} AND (
      SELECT true FROM ${mdmEntity} AS entity
      WHERE entity.entity_type = ${entityType} AND entity.tenant_id = share.tenant_id
        AND entity.due_group = share.due_group AND entity.due_since IS NULL
        AND entity.due_from <= coalesce(own.due_before, CASE share.due_group ${sql.join(bounds, sql` `)} END)
      LIMIT 1)
    ORDER BY tenant_id, due_group`);
  return sharesSchema.parse(rows).map((row) => ({ tenantId: row.tenant_id, entityType, group: row.due_group }));
}

export interface DuePage {
  entityType: EntityType;
  /** Of that type. */
  shares: readonly DueStretch[];
  moments: DueMoments;
  /** Most entities of all shares together. */
  limit: number;
}

/** What is left of a share. */
export interface DueStretch extends DueShare {
  /** The key of the last entity that was marked; undefined: none was. */
  after?: string | undefined;
}

/** What was marked of a share. */
export interface MarkedStretch {
  /** The index of the share. */
  part: number;
  tenantId: string;
  count: number;
  /** The keys of the longest and the least overdue. */
  first: string;
  last: string;
}

const markedSchema = z.array(
  z
    .object({ part: z.number(), tenant_id: z.string(), count: z.number(), first: z.string(), last: z.string() })
    .transform(({ tenant_id: tenantId, ...marked }): MarkedStretch => ({ ...marked, tenantId })),
);

/**
 * Marks entities as reported due, share by share, in each the longest overdue first: none that another transaction has
 * reported, that was profiled meanwhile, or that is locked at the moment. It waits for nobody, because an import locks what
 * it changes until it ends, and in its own order. Returns what was marked, without the shares of which nothing was.
 */
export async function markDue(tx: Db, { entityType, shares, moments, limit }: DuePage): Promise<MarkedStretch[]> {
  const stretches = shares.map((share, part) => ({
    part,
    tenant_id: share.tenantId,
    due_group: share.group,
    ...bounds(moments, share),
    ...keyOf('after', share.after),
  }));
  const rows = await tx.execute(sql`
    WITH share AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(stretches)}::jsonb) AS share (part int, tenant_id text, due_group text,
        due_before timestamptz, thresholds jsonb, after_from timestamptz, after_id text)
    ), held AS MATERIALIZED (
      SELECT part, due.id FROM share CROSS JOIN LATERAL (
        SELECT id FROM ${mdmEntity} AS entity
        WHERE entity_type = ${entityType} AND entity.tenant_id = share.tenant_id AND entity.due_group = share.due_group
          AND due_since IS NULL AND due_from <= due_before AND (due_from, id) > (after_from, after_id)
          AND ${isTried(moments.now)}
        ORDER BY due_from, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) AS due LIMIT ${limit}
    ), marked AS (
      UPDATE ${mdmEntity} AS entity SET due_since = ${instant(moments.now)} FROM held
      WHERE entity.entity_type = ${entityType} AND entity.id = held.id
      RETURNING part, tenant_id, due_from, entity.id
    )
    SELECT part, tenant_id, count(*)::int AS count,
      (array_agg(${KEY} ORDER BY due_from, id))[1] AS first, (array_agg(${KEY} ORDER BY due_from DESC, id DESC))[1] AS last
    FROM marked GROUP BY part, tenant_id ORDER BY part`);
  return markedSchema.parse(rows);
}

/** What the transaction has marked, for `emitLike`. The events of a tenant are in the order of the shares. */
export function markedRows(
  { entityType, shares, moments, limit }: DuePage,
  marked: readonly MarkedStretch[],
): FoundRows {
  const counts = new Map<string, number>();
  for (const { tenantId, count } of marked) counts.set(tenantId, (counts.get(tenantId) ?? 0) + count);
  const stretches = marked.flatMap(({ part, first, last }) => {
    const share = shares[part];
    if (!share) return [];
    const { tenantId, group } = share;
    return {
      part,
      tenant_id: tenantId,
      due_group: group,
      ...priorities(moments, share),
      ...keyOf('first', first),
      ...keyOf('last', last),
    };
  });
  // Marked with this time and by this transaction: another pass may have looked at the same one. A limit, so that the
  // planner reads each share by its index, whatever it expects of the rows.
  const rows = sql`
    SELECT entity.tenant_id, row_number() OVER (PARTITION BY entity.tenant_id ORDER BY part, due_from, id) AS number,
      entity_type, canonical_key, tier, owner,
      jsonb_build_object('entityType', entity_type, 'entityId', id, 'canonicalKey', canonical_key, 'tier', tier,
        'priority', CASE WHEN last_profiled_at <= critical_before THEN 'critical' ELSE priority END)
      || CASE WHEN last_profiled_at IS NULL THEN '{}'
        ELSE jsonb_build_object('lastProfiledAt', ${instantText(sql`last_profiled_at`)}) END
      || CASE WHEN standard_pack_id IS NULL THEN '{}'
        ELSE jsonb_build_object('standardPackId', standard_pack_id) END AS payload
    FROM jsonb_to_recordset(${JSON.stringify(stretches)}::jsonb) AS share (part int, tenant_id text, due_group text,
      critical_before timestamptz, priority text, first_from timestamptz, first_id text, last_from timestamptz, last_id text)
    CROSS JOIN LATERAL (
      SELECT * FROM ${mdmEntity} AS marked
      WHERE entity_type = ${entityType} AND marked.tenant_id = share.tenant_id AND marked.due_group = share.due_group
        AND (due_from, id) >= (first_from, first_id) AND (due_from, id) <= (last_from, last_id)
        AND due_since = ${instant(moments.now)} AND marked.xmin = pg_current_xact_id()::xid
      ORDER BY due_from, id LIMIT ${limit}
    ) AS entity`;
  return { counts, rows };
}

function bounds(moments: DueMoments, { tenantId, group }: DueShare) {
  const { policy, now } = dueMomentOf(moments, tenantId);
  return {
    // One without a profile is due in any case.
    due_before: group === 'never' ? 'infinity' : dueBefore(policy, group, now).toISOString(),
    thresholds: Object.fromEntries(TIERS.map((tier) => [tier, thresholdMs(policy, tier)])),
  };
}

function priorities(moments: DueMoments, { tenantId, group }: DueShare) {
  const { policy, now } = dueMomentOf(moments, tenantId);
  if (group === 'never') return { critical_before: null, priority: duePriority(policy, 'tier1', null, now) };
  return {
    critical_before: criticalBefore(policy, group, now).toISOString(),
    priority: duePriority(policy, group, now, now),
  };
}

/** Of an entity in its share. */
const KEY = sql`${instantText(sql`due_from`)} || ' ' || id`;

/** The two parts of a key. If left out: of one before all others. */
function keyOf(name: string, key = '-infinity '): Record<string, string> {
  const [from = '', id = ''] = key.split(' ');
  return { [`${name}_from`]: from, [`${name}_id`]: id };
}

/** The due event of the entity has been evaluated, or never will be. */
export async function clearDue(db: Db, tenantId: string, id: string): Promise<void> {
  await db.update(mdmEntity).set({ dueSince: null }).where(ofId(tenantId, id));
}

/** Entities of the group are due if their `due_from` is not later. One without a profile is due in any case. */
function boundOf(group: DueShare['group'], { policy, now }: DueMoment): SQL {
  return group === 'never' ? sql`'infinity'::timestamptz` : instant(dueBefore(policy, group, now));
}

/** Whether the pause after the failures of an entity of a share is over, if there is one: `nextRetryAt` in SQL. */
function isTried(now: Date): SQL {
  const pauseMs = sql`least(${FIRST_PAUSE_MS}::float8 * 2 ^ least(coalesce(failure_count, 1) - 1, 62), ${LONGEST_PAUSE_MS}::float8,
    (share.thresholds ->> tier)::float8)`;
  return sql`(failed_at IS NULL OR updated_at > failed_at
    OR failed_at + ${pauseMs} * interval '1 millisecond' <= ${instant(now)})`;
}

function instant(time: Date): SQL {
  return sql`${time.toISOString()}::timestamptz`;
}

/** As JavaScript prints a time. */
function instantText(time: SQL): SQL {
  return sql`to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
