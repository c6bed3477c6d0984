import { and, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import { ENTITY_STATUSES, type EntityStatus } from '../../domain/entities/entity.ts';
import { ENTITY_PREFIXES } from '../../domain/ids.ts';
import { GRADE_SCORES } from '../../domain/profiling/figures.ts';
import type { ProfileState } from '../../domain/profiling/profile-state.ts';
import { ENTITY_TYPES, type EntityType, type QualityGrade, type Tier } from '../../events/schemas/vocabulary.ts';
import { approval } from '../approvals/tables.ts';
import { entityFollow } from '../notifications/tables.ts';
import type { Access } from './entity-access.ts';
import { searchCondition } from './entity-search.ts';
import { profileStateCondition, type StateMoment } from './profile-state-sql.ts';
import { entityMark, type entityText, mdmEntity } from './tables.ts';

/** All conditions must match; one that is left out matches every entity, but for `statuses`. */
export interface EntityQuery {
  entityTypes?: readonly EntityType[] | undefined;
  tiers?: readonly Tier[] | undefined;
  /** Default: all but deprecated entities. */
  statuses?: readonly EntityStatus[] | undefined;
  /** Entities whose last profile scored at most this; those without a profile are left out. */
  maxQualityScore?: number | undefined;
  /** Text whose words are in what is written of the entity, ignoring case; see `entityText`. */
  search?: string | undefined;
  /** Ids of owners; whether their case matters. */
  owners?: { ids: readonly string[]; ignoreCase: boolean } | undefined;
  /** Canonical keys of active tags, any of which is on the entity. */
  tags?: readonly string[] | undefined;
  /** Ids of standard packs, any of which governs the entity. */
  standardPackIds?: readonly string[] | undefined;
  /** Grades of the last profile. */
  grades?: readonly QualityGrade[] | undefined;
  profileStates?: ({ states: readonly ProfileState[] } & StateMoment) | undefined;
  /** What the actor follows, or only the rest. */
  followed?: { actorId: string; wanted: boolean } | undefined;
  /** Whether a request waits for a decision. */
  hasPendingApproval?: boolean | undefined;
  /** Bound to this schema, or to this table of it. */
  dataset?: { schema: string; table?: string | undefined } | undefined;
}

/** Whether an entity of the tenant matches: the WHERE of every query over `mdm_entity`, whatever it selects. */
export function entityCondition(tenantId: string, query: EntityQuery): SQL | undefined {
  return and(eq(mdmEntity.tenantId, tenantId), scopeCondition(query), filterCondition(tenantId, query));
}

/**
 * What a list that asks for no statuses leaves out. Not a part of the filter: nearly all entities are in the scope, so a
 * list that has no filter is still walked without a look at what it may match.
 */
export function scopeCondition({ statuses }: Pick<EntityQuery, 'statuses'>): SQL | undefined {
  return statuses === undefined ? sql`${mdmEntity.status} <> 'DEPRECATED'` : undefined;
}

/** As `entityCondition`, without those of the tenant and the scope; undefined: every entity there matches. */
export function filterCondition(tenantId: string, query: EntityQuery, access: Access = 'find'): SQL | undefined {
  const { statuses, search, owners, tags, standardPackIds } = query;
  const { profileStates, followed, hasPendingApproval, dataset } = query;
  return and(
    placeCondition(query, mdmEntity),
    statuses && statusCondition(statuses),
    search === undefined ? undefined : searchCondition(tenantId, search, access),
    owners && ownerCondition(owners),
    tags && markedBy(tenantId, tags, access),
    standardPackIds && inArray(mdmEntity.standardPackId, [...standardPackIds]),
    profileStates && profileStateCondition(tenantId, profileStates.states, profileStates, access),
    followed && followedCondition(tenantId, followed, access),
    hasPendingApproval === undefined ? undefined : pendingCondition(tenantId, hasPendingApproval, access),
    dataset && eq(mdmEntity.datasetSchema, dataset.schema),
    dataset?.table === undefined ? undefined : eq(mdmEntity.datasetTable, dataset.table),
  );
}

/** The conditions on what the texts have as well. */
export function placeCondition(
  { entityTypes, tiers, maxQualityScore, grades }: PlaceQuery,
  { entityType, tier, lastQualityScore }: Pick<Sorted, 'entityType' | 'tier' | 'lastQualityScore'>,
): SQL | undefined {
  return and(
    entityTypes && inArray(entityType, [...entityTypes]),
    tiers && inArray(tier, [...tiers]),
    maxQualityScore === undefined ? undefined : lte(lastQualityScore, maxQualityScore),
    grades && or(sql`false`, ...grades.map((grade) => gradeCondition(grade, lastQualityScore))),
  );
}

type PlaceQuery = Pick<EntityQuery, 'entityTypes' | 'tiers' | 'maxQualityScore' | 'grades'>;
type Sorted = typeof mdmEntity | typeof entityText;

const NAME = sql`(${mdmEntity.entityType}, ${mdmEntity.canonicalKey})`;

/** Few are not active, and have an index of their own. */
function statusCondition(statuses: readonly EntityStatus[]): SQL | undefined {
  if (ENTITY_STATUSES.every((status) => statuses.includes(status))) return undefined;
  const isAmong = inArray(mdmEntity.status, [...statuses]);
  return statuses.includes('ACTIVE') ? isAmong : and(isAmong, sql`${mdmEntity.status} <> 'ACTIVE'`);
}

/** By the index on the lower case, and then exactly, if the case matters. */
function ownerCondition({ ids, ignoreCase }: { ids: readonly string[]; ignoreCase: boolean }): SQL | undefined {
  const all = sql`${sql.param(ids)}::text[]`;
  return and(
    sql`lower(${mdmEntity.owner}) = any(array(select lower(id) from unnest(${all}) as id))`,
    ignoreCase ? undefined : sql`${mdmEntity.owner} = any(${all})`,
  );
}

function markedBy(tenantId: string, tags: readonly string[], access: Access): SQL {
  const { entityType, canonicalKey } = entityMark;
  if (access === 'find') return sql`${NAME} in (${markedNames(tenantId, tags)})`;
  const isOfEntity = sql`${entityType} = ${mdmEntity.entityType} and ${canonicalKey} = ${mdmEntity.canonicalKey}`;
  return exists(true, sql`${entityMark} where ${isMarked(tenantId, tags)} and ${isOfEntity}`, access);
}

/** The types and keys of the entities that have one of these tags; those that have several come several times. */
export function markedNames(tenantId: string, tags: readonly string[]): SQL {
  const { entityType, canonicalKey } = entityMark;
  return sql`select ${entityType}, ${canonicalKey} from ${entityMark} where ${isMarked(tenantId, tags)}`;
}

/** Of a mark: whether it is one of these tags. */
export function isMarked(tenantId: string, tags: readonly string[]): SQL {
  return sql`${entityMark.tenantId} = ${tenantId} and ${entityMark.tagKey} = any(${sql.param(tags)}::text[])`;
}

/** The grade is that of the score. */
function gradeCondition(grade: QualityGrade, score: AnyPgColumn): SQL {
  const { from, below } = GRADE_SCORES[grade];
  return sql`(${score} >= ${String(from)}::float8 and ${score} < ${String(below)}::float8)`;
}

type Followed = NonNullable<EntityQuery['followed']>;

function followedCondition(tenantId: string, { actorId, wanted }: Followed, access: Access): SQL {
  const { entityId } = entityFollow;
  const isActors = sql`${entityFollow.tenantId} = ${tenantId} and ${entityFollow.actorId} = ${actorId}`;
  if (wanted && access === 'find') {
    // The id contains the type, which is part of the key.
    const types = ENTITY_TYPES.map((type) => sql.raw(`when '${ENTITY_PREFIXES[type]}' then '${type}'`));
    return sql`(${mdmEntity.entityType}, ${mdmEntity.id}) in (
      select case left(${entityId}, 3) ${sql.join(types, sql` `)} end, ${entityId} from ${entityFollow} where ${isActors})`;
  }
  return exists(wanted, sql`${entityFollow} where ${isActors} and ${entityId} = ${mdmEntity.id}`, access);
}

function pendingCondition(tenantId: string, wanted: boolean, access: Access): SQL {
  const { entityType, canonicalKey } = approval;
  // A literal, so that the planner sees that the partial index applies.
  const isPending = sql`${approval.tenantId} = ${tenantId} and ${approval.status} = 'PENDING'`;
  if (wanted && access === 'find') {
    return sql`${NAME} in (select ${entityType}, ${canonicalKey} from ${approval} where ${isPending})`;
  }
  const isOfEntity = sql`${entityType} = ${mdmEntity.entityType} and ${canonicalKey} = ${mdmEntity.canonicalKey}`;
  return exists(wanted, sql`${approval} where ${isPending} and ${isOfEntity}`, access);
}

/** To check, it is looked up for each entity: OFFSET keeps the planner from making it a join. */
function exists(wanted: boolean, from: SQL, access: Access): SQL {
  const end = access === 'check' ? sql` offset 0` : sql``;
  return wanted ? sql`exists (select from ${from}${end})` : sql`not exists (select from ${from}${end})`;
}
