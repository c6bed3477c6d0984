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
export function dueMomentOf({ defaults, own, now }: DueMoments, tenantId: string): DueMoment {
  return { policy: own.get(tenantId) ?? defaults, now };
}

const GROUPS = ['never', ...TIERS] as const;
const sharesSchema = z.array(z.object({ tenant_id: z.string(), due_group: z.enum(GROUPS) }));

/**
 * The shares of a type in which an entity is due and not reported yet, those of a tenant together. One statement, which takes time by the number of
 * tenants, not of their entities.
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
  /** The `key` of the last entity that was marked; undefined: none was. */
  after?: string | undefined;
}

/**
 * Marks entities as reported due, share by share, in each the longest overdue first. For `emitLike`: a row for each that
 * the statement marks, whose part is the index of its share, and none for those that another transaction has reported,
 * that were profiled meanwhile, or that are locked at the moment. It waits for nobody, because an import locks what it
 * changes until it ends, and in its own order.
 */
export function markedDue({ entityType, shares, moments, limit }: DuePage): SQL {
  const stretches = shares.map((share, part) => stretchOf(share, part, moments));
  return sql`share AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(stretches)}::jsonb) AS share (part int, tenant_id text, due_group text,
        due_before timestamptz, critical_before timestamptz, priority text, thresholds jsonb, after_from timestamptz, after_id text)
    ), held AS MATERIALIZED (
      SELECT due.id, part, critical_before, priority FROM share CROSS JOIN LATERAL (
        SELECT id FROM ${mdmEntity} AS entity
        WHERE entity_type = ${entityType} AND entity.tenant_id = share.tenant_id AND entity.due_group = share.due_group
          AND due_since IS NULL AND due_from <= due_before AND (due_from, id) > (after_from, after_id)
          AND ${isTried(moments.now)}
        ORDER BY due_from, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) AS due LIMIT ${limit}
    ), marked AS (
      UPDATE ${mdmEntity} AS entity SET due_since = ${instant(moments.now)} FROM held
      WHERE entity.entity_type = ${entityType} AND entity.id = held.id
      RETURNING part, critical_before, priority, entity.id, tenant_id, due_from, entity_type, canonical_key, tier,
        last_profiled_at, standard_pack_id
    ), made AS (
      SELECT part, row_number() OVER (PARTITION BY part ORDER BY due_from, id) AS place,
        ${instantText(sql`due_from`)} || ' ' || id AS key, tenant_id, entity_type, canonical_key, tier,
        jsonb_build_object('entityType', entity_type, 'entityId', id, 'canonicalKey', canonical_key, 'tier', tier,
          'priority', CASE WHEN last_profiled_at <= critical_before THEN 'critical' ELSE priority END)
        || CASE WHEN last_profiled_at IS NULL THEN '{}'
          ELSE jsonb_build_object('lastProfiledAt', ${instantText(sql`last_profiled_at`)}) END
        || CASE WHEN standard_pack_id IS NULL THEN '{}'
          ELSE jsonb_build_object('standardPackId', standard_pack_id) END AS payload
      FROM marked
    )`;
}

/** As a row of JSON. */
function stretchOf({ tenantId, group, after }: DueStretch, part: number, moments: DueMoments) {
  const { policy, now } = dueMomentOf(moments, tenantId);
  const [from = '-infinity', id = ''] = after?.split(' ') ?? [];
  const isNever = group === 'never';
  return {
    ...{ part, tenant_id: tenantId, due_group: group, after_from: from, after_id: id },
    // One without a profile is due in any case.
    due_before: isNever ? 'infinity' : dueBefore(policy, group, now).toISOString(),
    critical_before: isNever ? null : criticalBefore(policy, group, now).toISOString(),
    priority: isNever ? duePriority(policy, 'tier1', null, now) : duePriority(policy, group, now, now),
    thresholds: Object.fromEntries(TIERS.map((tier) => [tier, thresholdMs(policy, tier)])),
  };
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
