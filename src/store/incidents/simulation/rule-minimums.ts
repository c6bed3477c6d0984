import { and, asc, eq, sql } from 'drizzle-orm';

import type { RuleResult } from '../../../domain/profiling/figures.ts';
import type { Db } from '../../database/drizzle.ts';
import { entityVersion, mdmEntity } from '../../entities/tables.ts';

/** What a rule demanded from some time on; null: what the policy does. */
interface Demand {
  fromMs: number;
  percent: number | null;
}

/** What business rules of a tenant demanded of the checked values, and when. Each is looked up once. */
export interface RuleMinimums {
  /** Must be called before `at`: reads what is not known yet of the rules that some values fail, by one statement. */
  learn(rules: readonly RuleResult[]): Promise<void>;
  /** By the id of the rule: the share that it demanded itself at the time. */
  at(rules: readonly RuleResult[], atMs: number): ReadonlyMap<string, number>;
}

const DEMANDED = sql<number | null>`(${entityVersion.content} #>> '{definition,businessRule,minPassPercent}')::float8`;
const DEMANDED_NOW = sql<number | null>`(${mdmEntity.definition} #>> '{businessRule,minPassPercent}')::float8`;

export function createRuleMinimums(db: Db, tenantId: string): RuleMinimums {
  const demands = new Map<string, Demand[]>();

  return {
    async learn(rules) {
      const ids = new Set(rules.filter(isFailing).map(({ entityId }) => entityId));
      const unknown = [...ids].filter((id) => !demands.has(id));
      if (unknown.length === 0) return;
      for (const id of unknown) demands.set(id, []);
      const rows = await db
        .select({ id: mdmEntity.id, now: DEMANDED_NOW, changedAt: entityVersion.changedAt, then: DEMANDED })
        .from(mdmEntity)
        .leftJoin(entityVersion, eq(entityVersion.entityId, mdmEntity.id))
        .where(
          and(
            eq(mdmEntity.tenantId, tenantId),
            eq(mdmEntity.entityType, 'BUSINESS_RULE'),
            sql`${mdmEntity.id} = ANY(${sql.param(unknown)}::text[])`,
          ),
        )
        .orderBy(asc(mdmEntity.id), asc(entityVersion.version));
      for (const { id, now, changedAt, then } of rows) {
        const fromMs = changedAt?.getTime() ?? -Infinity;
        demands.get(id)?.push({ fromMs, percent: changedAt ? then : now });
      }
    },
    at(rules, atMs) {
      const found = rules.filter(isFailing).flatMap(({ entityId }) => {
        const known = demands.get(entityId) ?? [];
        const percent = (known.findLast(({ fromMs }) => fromMs <= atMs) ?? known[0])?.percent ?? null;
        return percent === null ? [] : [[entityId, percent] as const];
      });
      return new Map(found);
    },
  };
}

function isFailing({ checked, passed }: RuleResult): boolean {
  return passed < checked;
}
