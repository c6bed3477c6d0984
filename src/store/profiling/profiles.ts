import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';

import type { LastJudged } from '../../domain/profiling/judging/reference-score.ts';
import type { Profile, ProfileComparison, ProfileSummary } from '../../domain/profiling/profile.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, numberKeyset } from '../database/keyset.ts';
import { createProjections } from '../database/statements/projection.ts';
import { createStatements } from '../database/statements/statements.ts';
import { mdmProfile } from './tables.ts';

const NEWEST_FIRST = numberKeyset('descending', mdmProfile.number);
const profileProjection = createProjections<Profile>(mdmProfile, { always: ['id', 'entityId', 'number'] });
const select = createStatements();
const { columns: _columns, rules: _rules, ...SUMMARY } = getTableColumns(mdmProfile);

/** A profile without a comparison is stored as one of which nothing was decided. */
export async function insertProfiles(
  db: Db,
  profiles: readonly (Omit<Profile, keyof ProfileComparison> & Partial<ProfileComparison>)[],
): Promise<void> {
  if (profiles.length > 0) await db.insert(mdmProfile).values([...profiles]);
}

/** Reads these properties only, if they are given. */
export async function findProfilesById(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  properties?: ReadonlySet<string>,
): Promise<Profile[]> {
  if (ids.length === 0) return [];
  const projection = profileProjection(properties);
  return select(db, {
    projection,
    form: 'by id',
    build: () =>
      db
        .select(projection.columns)
        .from(mdmProfile)
        .where(
          and(
            eq(mdmProfile.tenantId, sql.placeholder('tenantId')),
            sql`${mdmProfile.id} = ANY(${sql.placeholder('ids')}::text[])`,
          ),
        ),
    values: { tenantId, ids: [...ids] },
  });
}

export async function findProfileByNumber(
  db: Db,
  tenantId: string,
  entityId: string,
  number: number,
): Promise<Profile | undefined> {
  return (await findProfilesByNumber(db, tenantId, [{ entityId, number }]))[0];
}

/** The profiles with these numbers of these entities. Reads these properties only, if they are given. */
export async function findProfilesByNumber(
  db: Db,
  tenantId: string,
  keys: readonly { entityId: string; number: number }[],
  properties?: ReadonlySet<string>,
): Promise<Profile[]> {
  const wanted = keys.filter(({ number }) => number > 0);
  if (wanted.length === 0) return [];
  const projection = profileProjection(properties);
  return select(db, {
    projection,
    form: 'by number',
    build: () =>
      db
        .select(projection.columns)
        .from(
          sql`unnest(${sql.placeholder('entityIds')}::text[], ${sql.placeholder('numbers')}::int[])
          AS wanted ("entityId", "number")`,
        )
        .innerJoin(
          mdmProfile,
          and(
            eq(mdmProfile.tenantId, sql.placeholder('tenantId')),
            sql`${mdmProfile.entityId} = wanted."entityId"`,
            sql`${mdmProfile.number} = wanted."number"`,
          ),
        ),
    values: {
      tenantId,
      entityIds: wanted.map(({ entityId }) => entityId),
      numbers: wanted.map(({ number }) => number),
    },
  });
}

/** The profiles that these runs have made. */
export async function findProfilesOfRuns(db: Db, tenantId: string, runIds: readonly string[]): Promise<Profile[]> {
  if (runIds.length === 0) return [];
  const where = and(eq(mdmProfile.tenantId, tenantId), inArray(mdmProfile.runId, [...runIds]));
  return db.select().from(mdmProfile).where(where);
}

/** Summaries of an entity's profiles by number, newest first. */
export async function pageOfProfiles(
  db: Db,
  tenantId: string,
  entityId: string,
  page: KeyRange<number>,
): Promise<ProfileSummary[]> {
  return db
    .select(SUMMARY)
    .from(mdmProfile)
    .where(and(eq(mdmProfile.tenantId, tenantId), eq(mdmProfile.entityId, entityId), NEWEST_FIRST.between(page)))
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

/** The profiles with these ids, as the next ones of their entities are compared with them. By id. */
export async function findLastJudged(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, LastJudged>> {
  if (ids.length === 0) return new Map();
  const { id, qualityScore, bindingKey, rulesKey, referenceId, referenceScore } = mdmProfile;
  const rows = await db
    .select({ id, qualityScore, bindingKey, rulesKey, referenceId, referenceScore })
    .from(mdmProfile)
    .where(and(eq(mdmProfile.tenantId, tenantId), sql`${id} = ANY(${sql.param([...ids])}::text[])`));
  return new Map(rows.map((row) => [row.id, toLastJudged(row)]));
}

type JudgedRow = Pick<Profile, 'id' | 'qualityScore' | 'bindingKey' | 'rulesKey' | 'referenceId' | 'referenceScore'>;

function toLastJudged({ id, qualityScore, bindingKey, rulesKey, referenceId, referenceScore }: JudgedRow): LastJudged {
  return {
    profileId: id,
    score: qualityScore,
    line: bindingKey === null || rulesKey === null ? null : { bindingKey, rulesKey },
    reference:
      referenceId === null || referenceScore === null ? null : { profileId: referenceId, score: referenceScore },
  };
}
