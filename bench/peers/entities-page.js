/* What the peers of queries share: the page's statements, which are those of our server, and the shape of an answer. */
import pg from 'pg';

const { DATABASE_URL = '', STATEMENTS = 'columns' } = process.env;
const isWhole = STATEMENTS === 'whole rows';
const isNamed = STATEMENTS === 'prepared';

const ENTITY = `id, entity_type, canonical_key, name, tier, version, last_profile_id, dataset_schema, dataset_table,
  dataset_column, dataset_key_columns`;
const PROFILE = 'id, created_at, row_count, quality_score, quality_grade';
const APPROVAL = 'approval.id, approval.kind, approval.entity_type, approval.canonical_key, approval.requested_by';
const columns = (names, all) => (isWhole ? all : names);

const PAGE = `SELECT ${columns(ENTITY, '*')} FROM governance.mdm_entity WHERE tenant_id = $1
  ORDER BY canonical_key ASC, id ASC LIMIT 21`;
const PROFILES = `SELECT ${columns(PROFILE, '*')} FROM governance.mdm_profile
  WHERE tenant_id = $1 AND id = ANY($2::text[])`;
const PENDING = `SELECT ${columns(APPROVAL, 'approval.*')}
  FROM unnest($1::text[], $2::text[]) AS wanted ("entityType", "canonicalKey")
  INNER JOIN governance.approval ON approval.tenant_id = $3 AND approval.entity_type = wanted."entityType"
    AND approval.canonical_key = wanted."canonicalKey" AND approval.status = 'PENDING'`;

const TENANT = 'bench';
const PAGE_SIZE = 20;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });

async function rowsOf(name, text, values) {
  const { rows } = await pool.query(isNamed ? { name, text, values } : { text, values });
  return rows;
}

/** The first page. */
export async function findEntities() {
  const rows = await rowsOf('page', PAGE, [TENANT]);
  const page = rows.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  const cursor = ['entities', TENANT, { canonicalKey: last.canonical_key, id: last.id }];
  const endCursor = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return { page, pageInfo: { hasNextPage: rows.length > PAGE_SIZE, endCursor } };
}

/** In the order of the ids; undefined for those that are not there. */
export async function findProfiles(ids) {
  const found = new Map((await rowsOf('profiles', PROFILES, [TENANT, ids])).map((row) => [row.id, row]));
  return ids.map((id) => found.get(id));
}

/** In the order of the entities. */
export async function findPending(entities) {
  const nameOf = (row) => `${row.entity_type} ${row.canonical_key}`;
  const types = entities.map((row) => row.entity_type);
  const keys = entities.map((row) => row.canonical_key);
  const found = new Map((await rowsOf('pending', PENDING, [types, keys, TENANT])).map((row) => [nameOf(row), row]));
  return entities.map((row) => found.get(nameOf(row)));
}

const TYPE_NAMES = {
  METADATA: 'Metadata',
  KPI: 'Kpi',
  GLOSSARY: 'GlossaryTerm',
  BUSINESS_RULE: 'BusinessRule',
  TAG: 'Tag',
  LINEAGE: 'LineageField',
};

export function entityOf(row) {
  return {
    __typename: TYPE_NAMES[row.entity_type],
    entityType: row.entity_type,
    canonicalKey: row.canonical_key,
    name: row.name,
    tier: row.tier.toUpperCase(),
    version: row.version,
    dataset: row.dataset_schema && {
      schema: row.dataset_schema,
      table: row.dataset_table,
      column: row.dataset_column,
    },
  };
}

export function profileOf(row) {
  return (
    row && {
      createdAt: row.created_at,
      rowCount: Number(row.row_count),
      qualityScore: row.quality_score,
      qualityGrade: row.quality_grade,
    }
  );
}

export function approvalOf(row) {
  return row && { id: row.id, kind: row.kind, requestedBy: { actorId: row.requested_by.actorId } };
}
