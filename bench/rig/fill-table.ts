import * as z from 'zod';

import type { Database } from '../../src/store/database/sql.ts';

export const TABLE_TENANT = 'bench';
const TABLE_ENTITIES = 100_000;
/** Who owns few of the entities, and who owns a tenth of them. */
export const OWNERS = { rare: 'owner_900', frequent: 'owner_0' };

/** Of names of columns; none of these is a word of the key, name or description of an entity, but `invoice`. */
const NOUNS = [
  ...['invoice', 'address', 'city', 'country', 'currency', 'price', 'amount', 'quantity', 'discount', 'tax', 'store'],
  ...['channel', 'supplier', 'warehouse', 'employee', 'account', 'segment', 'birth', 'email', 'phone', 'delivery'],
  ...['return', 'weight', 'colour', 'size', 'brand', 'budget', 'session', 'device', 'language'],
];
const ENDINGS = ['id', 'code', 'name', 'date', 'status', 'type', 'count', 'total', 'flag', 'at'];
/** In the columns of 1 in 15 and of 1 in 750 entities that have a profile. */
const SELDOM = { some: 'loyalty_points', rare: 'vat_exempt' };

/**
 * Fills a store with 100,000 entities of all types: 1,000 owners, of whom one has a tenth and most have 90; 15 % without
 * a dataset and 10 % without a profile; 1 % fail, 200 are being profiled, 500 have a pending approval, one follows 200,
 * and 50 tags have 1,000 entities each. Terms, KPIs and lineage fields have definitions, and each profile has 8 to 20
 * columns: `created_at`, and others of 300 names.
 */
export async function fillTable(database: Database): Promise<void> {
  // The indexes of the search are built at the end, which takes a fraction of the time.
  const { rows } = await database.query(`SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'governance' AND tablename LIKE 'entity_text%' AND indexdef LIKE '%USING gin%'`);
  const indexes = z.array(z.object({ indexname: z.string(), indexdef: z.string() })).parse(rows);
  for (const { indexname } of indexes) await database.query(`DROP INDEX governance.${indexname}`);
  for (const statement of STATEMENTS) await database.query(statement);
  for (const { indexdef } of indexes) await database.query(indexdef);
  await database.query(
    `ANALYZE ${['mdm_entity', 'entity_text', 'entity_mark', 'approval', 'profile_run', 'entity_follow'].map((name) => `governance.${name}`).join(', ')}`,
  );
}

const STATEMENTS = [
  'SELECT setseed(0.5)',
  `CREATE TABLE made AS
    SELECT n, random() AS chance, random() AS age, random() AS score,
      (ARRAY['METADATA', 'METADATA', 'METADATA', 'METADATA', 'METADATA', 'KPI', 'KPI', 'BUSINESS_RULE', 'GLOSSARY', 'LINEAGE'])[1 + n % 10] AS type,
      (ARRAY['met', 'met', 'met', 'met', 'met', 'kpi', 'kpi', 'rul', 'ter', 'lin'])[1 + n % 10] || '_' || gen_random_uuid() AS id,
      (ARRAY['sales', 'finance', 'crm', 'logistics', 'product'])[1 + (n * 7) % 5] AS area,
      (ARRAY['customer', 'order', 'invoice', 'shipment', 'article', 'payment', 'campaign', 'contract'])[1 + (n * 13) % 8] AS thing
    FROM generate_series(1, ${TABLE_ENTITIES}) AS n`,
  `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, description, tier, owner, status,
      version, dataset_schema, dataset_table, definition, created_at, updated_at, last_profile_id, last_profiled_at,
      last_quality_score, profile_count)
    SELECT id, '${TABLE_TENANT}', type, area || '.' || thing || '_' || lpad(n::text, 6, '0'), 'urn:mdm:' || n,
      initcap(thing) || ' of ' || area || ' ' || n,
      'All data about the ' || thing || ' that ' || area || ' reports for region ' || n % 311 || ', checked by team ' || n % 97 || '.',
      (ARRAY['tier1', 'tier2', 'tier3', 'tier3', 'tier3', 'tier4', 'tier4', 'tier5'])[1 + (n * 3) % 8],
      CASE WHEN chance < 0.1 THEN '${OWNERS.frequent}' WHEN chance < 0.95 THEN 'owner_' || n % 1000 END,
      CASE WHEN n % 50 = 0 THEN 'DEPRECATED' ELSE 'ACTIVE' END, 1,
      CASE WHEN n % 20 >= 3 THEN area || n % 40 END, CASE WHEN n % 20 >= 3 THEN thing || '_' || n END,
      CASE type
        WHEN 'GLOSSARY' THEN jsonb_build_object('glossary', jsonb_build_object('definition', 'What is meant by each ' || thing
            || ' when ' || area || ' speaks of it: every one that was agreed upon, signed, and not withdrawn until the end of the month.',
          'synonyms', jsonb_build_array('posten', area || ' item ' || n % 311), 'relatedTerms', '[]'::jsonb))
        WHEN 'KPI' THEN jsonb_build_object('kpi', jsonb_build_object('formula', 'sum(gross) - sum(rebate) / ' || n % 97,
          'direction', 'HIGHER_IS_BETTER', 'computedFrom', '[]'::jsonb))
        WHEN 'LINEAGE' THEN jsonb_build_object('lineage', jsonb_build_object('transformation', 'coalesce(trimmed, ''none'') by nightly load ' || n % 97))
        ELSE '{}' END,
      now() - make_interval(days => 400) * age, now() - make_interval(days => 100) * age,
      CASE WHEN n % 20 >= 5 THEN 'prf_' || n END, CASE WHEN n % 20 >= 5 THEN now() - make_interval(secs => 86400 * 120 * age) END,
      CASE WHEN n % 20 >= 5 THEN round((100 - 50 * score * score)::numeric, 1)::float8 END, 1
    FROM made`,
  `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version, definition,
      created_at, updated_at)
    SELECT 'tag_' || gen_random_uuid(), '${TABLE_TENANT}', 'TAG', 'tag_' || tag, 'urn:tag:' || tag, 'Tag ' || tag, 'tier3', 'ACTIVE', 1,
      jsonb_build_object('tag', jsonb_build_object('values', '[]'::jsonb, 'marks',
        jsonb_agg(jsonb_build_object('entityType', type, 'canonicalKey', area || '.' || thing || '_' || lpad(n::text, 6, '0'))))),
      now(), now()
    FROM made JOIN generate_series(0, 49) AS tag ON n % 100 = tag GROUP BY tag`,
  `INSERT INTO governance.mdm_profile (id, tenant_id, entity_type, entity_id, number, run_id, created_at, row_count,
      duration_seconds, completeness, uniqueness, validity, quality_score, quality_grade, triggered_by, columns, rules)
    SELECT 'prf_' || n, '${TABLE_TENANT}', type, id, 1, 'run_of_' || n, now(), 12345, 0.1, 98, 99, 97, 98, 'A',
      '{"actorId": "etl", "actorType": "SYSTEM"}',
      (SELECT jsonb_agg(jsonb_build_object('name', CASE WHEN at = 1 THEN 'created_at' WHEN at = 2 AND n % 15 = 6 THEN '${SELDOM.some}'
          WHEN at = 3 AND n % 750 = 6 THEN '${SELDOM.rare}'
          ELSE (ARRAY[${texts(NOUNS)}])[1 + mod(hash, ${NOUNS.length})] || '_' || (ARRAY[${texts(ENDINGS)}])[1 + mod(hash / 64, ${ENDINGS.length})] END,
          'dataType', 'text', 'nullCount', 0, 'distinctCount', 100, 'min', null, 'max', null))
        FROM generate_series(1, 8 + n % 13) AS at, abs(hashint4(n * 32 + at)::bigint) AS hash),
      '[]'
    FROM made WHERE n % 20 >= 5`,
  `INSERT INTO governance.profile_run (id, tenant_id, entity_type, entity_id, status, trigger_offset, triggered_by, created_at,
      finished_at, error_code, error_message)
    SELECT 'run_' || n, '${TABLE_TENANT}', type, id, CASE WHEN n % 100 = 77 THEN 'failed' ELSE 'waiting' END, 1,
      '{"actorId": "anna", "actorType": "HUMAN"}', now(), CASE WHEN n % 100 = 77 THEN now() END, 'TABLE_MISSING', 'It is gone.'
    FROM made WHERE n % 100 = 77 OR n % 500 = 33`,
  `INSERT INTO governance.approval (id, tenant_id, status, kind, entity_type, canonical_key, tier, entity_id, expected_version,
      change, diff, requested_by, requested_at, created_event_id)
    SELECT 'apr_' || n, '${TABLE_TENANT}', 'PENDING', 'UPDATE', type, area || '.' || thing || '_' || lpad(n::text, 6, '0'), 'tier2', id, 1,
      '{}', '[]', '{"actorId": "anna", "actorType": "HUMAN"}', now(), gen_random_uuid()
    FROM made WHERE n % 200 = 11`,
  `INSERT INTO governance.entity_follow SELECT '${TABLE_TENANT}', 'anna', id, now() FROM made WHERE n % 500 = 21`,
  'DROP TABLE made',
];

function texts(items: readonly string[]): string {
  return items.map((item) => `'${item}'`).join(', ');
}
