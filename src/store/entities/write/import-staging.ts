import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { EntityChange } from '../../../domain/entities/entity.ts';
import { referencesOf } from '../../../domain/entities/entity-definition.ts';
import { type EntityName, entityNameSchema } from '../../../domain/entities/entity-name.ts';
import type { Stranger } from '../../../domain/stranger.ts';
import { tryLock } from '../../database/advisory-lock.ts';
import type { Db } from '../../database/drizzle.ts';
import { type StrangerQuery, strangersAmong } from '../../strangers.ts';
import { mdmEntity } from '../tables.ts';

/** A row to be imported. */
export interface StagedRow extends EntityName {
  /** 1, 2, 3 … in the order of the import. */
  number: number;
  content: EntityChange;
}

/** A mention of an entity that neither exists nor is imported. */
export interface DanglingReference extends EntityName {
  number: number;
  /** Path of the mention in the row. */
  path: string[];
  mentioned: EntityName;
}

const CREATE_TABLE = sql`CREATE TEMP TABLE import_row (number int PRIMARY KEY, entity_type text NOT NULL, canonical_key text NOT NULL,
    content jsonb NOT NULL, mentions jsonb NOT NULL, UNIQUE (entity_type, canonical_key)) ON COMMIT DROP`;

const rowSchema = z.object({ number: z.number(), text: z.string() });

/**
 * Keeps the rows of an import in a table that exists as long as the transaction: memory does not grow with their
 * number, and the database can join them with existing data.
 */
export async function createImportStaging(tx: Db) {
  await tx.execute(CREATE_TABLE);

  async function read<S extends z.ZodType>(schema: S, query: SQL): Promise<z.output<S>[]> {
    return z.array(schema).parse(await tx.execute(query));
  }

  return {
    /** Adds rows. Returns the numbers of those whose entity is among the rows already. */
    async add(rows: readonly StagedRow[]): Promise<number[]> {
      const json = rows.map((row) => ({ ...row, mentions: referencesOf(row.content) }));
      const added = await read(
        z.object({ number: z.number() }),
        sql`INSERT INTO import_row (number, entity_type, canonical_key, content, mentions)
          SELECT number, "entityType", "canonicalKey", content, mentions
          FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb)
            AS row (number int, "entityType" text, "canonicalKey" text, content jsonb, mentions jsonb)
          ORDER BY number ON CONFLICT DO NOTHING RETURNING number`,
      );
      const known = new Set(added.map(({ number }) => number));
      return rows.map(({ number }) => number).filter((number) => !known.has(number));
    },

    /** Must be called when all rows are added, so that the database knows how many there are. */
    async finishAdding(): Promise<void> {
      await tx.execute(sql`ANALYZE import_row`);
    },

    /** Removes the rows of these names, and returns which they were. */
    async removeNamed(names: readonly EntityName[]): Promise<(EntityName & { number: number })[]> {
      if (names.length === 0) return [];
      const json = JSON.stringify(names.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey })));
      return read(
        entityNameSchema.extend({ number: z.number() }),
        sql`DELETE FROM import_row USING jsonb_to_recordset(${json}::jsonb) AS name ("entityType" text, "canonicalKey" text)
          WHERE entity_type = "entityType" AND canonical_key = "canonicalKey"
          RETURNING number, entity_type AS "entityType", canonical_key AS "canonicalKey"`,
      );
    },

    /**
     * Removes rows that mention what exists neither in the tenant nor among the rows, and returns which; with `inTurn`,
     * also those that mention one of these, and so on. In pages, by the number of the row.
     */
    async *removeDangling(
      tenantId: string,
      { inTurn, limit }: { inTurn: boolean; limit: number },
    ): AsyncGenerator<DanglingReference[]> {
      const isNowhere = sql`(SELECT id FROM ${mdmEntity} AS entity WHERE entity.tenant_id = ${tenantId}
        AND entity.entity_type = mention->>'entityType' AND entity.canonical_key = mention->>'canonicalKey' AND entity.holds_name LIMIT 1) IS NULL`;
      await tx.execute(
        // What is not among the rows, first: it is little, and each is looked up by its name. For a join with all
        // entities, the planner would depend on the poor statistics of tables that have just been filled.
        sql`CREATE TEMP TABLE import_dangling ON COMMIT DROP AS
          WITH elsewhere AS MATERIALIZED (
            SELECT number, mention
            FROM import_row CROSS JOIN jsonb_array_elements(mentions) AS mention
            WHERE NOT EXISTS (SELECT FROM import_row AS other
              WHERE other.entity_type = mention->>'entityType' AND other.canonical_key = mention->>'canonicalKey'))
          SELECT number, mention FROM elsewhere WHERE ${isNowhere}`,
      );
      const dangling = await read(
        z.object({ some: z.boolean() }),
        sql`SELECT EXISTS (SELECT FROM import_dangling) AS some`,
      );
      if (!dangling[0]?.some) return;
      if (inTurn) {
        await tx.execute(sql`CREATE TEMP TABLE import_mention ON COMMIT DROP AS
          SELECT row.number, mention, mentioned.number AS mentioned_number
          FROM import_row AS row CROSS JOIN jsonb_array_elements(row.mentions) AS mention JOIN import_row AS mentioned
            ON mentioned.entity_type = mention->>'entityType' AND mentioned.canonical_key = mention->>'canonicalKey'
          WHERE ${isNowhere}`);
        await tx.execute(sql`CREATE INDEX ON import_mention (mentioned_number)`);
        await tx.execute(sql`ANALYZE import_mention`);
        // Each mention is followed once, so that even a chain of all rows takes linear time. OFFSET 0 forces a lookup:
        // the planner, which expects few steps with many rows, would read all mentions at each.
        await tx.execute(sql`INSERT INTO import_dangling
          WITH RECURSIVE dangling AS (
            SELECT number, mention FROM import_dangling
            UNION
            SELECT further.number, further.mention FROM dangling CROSS JOIN LATERAL (
              SELECT number, mention FROM import_mention WHERE mentioned_number = dangling.number OFFSET 0
            ) AS further)
          SELECT number, mention FROM dangling EXCEPT SELECT number, mention FROM import_dangling`);
      }
      await tx.execute(sql`CREATE INDEX ON import_dangling (number)`);
      for (let last = 0; ;) {
        const page = await read(
          rowSchema,
          sql`SELECT number, json_build_object('entityType', entity_type, 'canonicalKey', canonical_key,
              'mention', mention)::text AS text
            FROM import_dangling JOIN import_row USING (number)
            WHERE number > ${last} ORDER BY number FETCH FIRST (${limit}) ROWS WITH TIES`,
        );
        if (page.length === 0) break;
        last = page.at(-1)?.number ?? last;
        yield page.map(({ number, text }) => {
          const { mention, ...name } = JSON.parse(text) as EntityName & { mention: EntityName & { path: string[] } };
          const { path, ...mentioned } = mention;
          return { number, ...name, path, mentioned };
        });
      }
      await tx.execute(
        sql`DELETE FROM import_row USING import_dangling WHERE import_row.number = import_dangling.number`,
      );
    },

    /** As `strangersAmong`, of the owners that the rows give to entities that do not have them yet. */
    async strangersAmongOwners(tenantId: string, query: StrangerQuery): Promise<Stranger[]> {
      const named = sql`SELECT DISTINCT content->>'owner' AS id FROM import_row WHERE content->>'owner' IS NOT NULL
        AND NOT EXISTS (SELECT FROM ${mdmEntity} AS entity WHERE entity.tenant_id = ${tenantId}
          AND entity.entity_type = import_row.entity_type AND entity.canonical_key = import_row.canonical_key
          AND entity.holds_name AND entity.owner = content->>'owner')`;
      return strangersAmong(tx, tenantId, named, query);
    },

    /** The rows of tags, or all others, after a number, in order. */
    async rowsAfter(number: number, { areTags, limit }: { areTags: boolean; limit: number }): Promise<StagedRow[]> {
      const isOfPart = areTags ? sql`entity_type = 'TAG'` : sql`entity_type <> 'TAG'`;
      const rows = await read(
        rowSchema,
        sql`SELECT number, json_build_object('entityType', entity_type, 'canonicalKey', canonical_key,
            'content', content)::text AS text
          FROM import_row WHERE number > ${number} AND ${isOfPart} ORDER BY number LIMIT ${limit}`,
      );
      return rows.map(({ number, text }) => ({ ...(JSON.parse(text) as Omit<StagedRow, 'number'>), number }));
    },
  };
}

export type ImportStaging = Awaited<ReturnType<typeof createImportStaging>>;

/** Whether no other transaction imports for the tenant now; none can until this one ends. */
export function isOnlyImport(tx: Db, tenantId: string): Promise<boolean> {
  return tryLock(tx, ['import', tenantId]);
}
