import { contentOf, type Entity } from '../../domain/entities/entity.ts';
import {
  type LookRequest,
  type Suggestion,
  type TableLook,
  writtenCheck,
} from '../../domain/profiling/business-rules/rule-suggestion.ts';
import {
  listedColumns,
  type MeasuredColumn,
  suggestRules,
} from '../../domain/profiling/business-rules/suggest-rules.ts';
import type { Profile } from '../../domain/profiling/profile.ts';
import { ProfileError } from '../../domain/profiling/profile-error.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { type Db, drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import {
  findDeclaredKeys,
  findEntitiesByName,
  findProfiledEntities,
  findRulesOfTable,
} from '../../store/entities/entities.ts';
import { findProfilesById } from '../../store/profiling/profiles.ts';
import type { RuleProbe } from './rule-probe.ts';

export interface SuggestRulesParts {
  database: Database;
  ruleProbe: RuleProbe;
}

/** A suggestion, the profile that it is made from, and the input of requestApproval that requests it. */
export interface RequestableSuggestion extends Suggestion {
  profile: Profile;
  request: Readonly<Record<string, unknown>>;
}

interface TableName {
  schema: string;
  table: string;
}

interface Measured {
  entity: Entity;
  profile: Profile;
  column: MeasuredColumn;
}

/**
 * What the latest profiles of a table say that could be a rule, and is none yet. A table that the tenant may not read,
 * or that was never profiled, has none. If the warehouse is away or refuses, only what the profiles say is suggested.
 */
export async function suggestRulesFor(
  { database, ruleProbe }: SuggestRulesParts,
  { tenantId }: Viewer,
  table: TableName,
): Promise<RequestableSuggestion[]> {
  const db = drizzleOn(database);
  const measured = await findMeasured(db, tenantId, table);
  if (measured.length === 0) return [];
  const rules = await findRulesOfTable(db, tenantId, table);
  const columns = measured.map(({ column }) => column);
  const look = await lookIfPossible(ruleProbe, tenantId, {
    ...table,
    columns: columns.map(({ name }) => name),
    listed: listedColumns(columns),
    keys: await findDeclaredKeys(db, tenantId),
  });
  const hasKey = measured.some(({ entity }) => (entity.dataset?.keyColumns.length ?? 0) > 0);
  const suggestions = suggestRules(columns, { look, hasKey }).filter((suggestion) => !isCovered(suggestion, rules));
  const keys = await freeKeysFor(db, tenantId, suggestions, table);
  return suggestions.flatMap((suggestion) => {
    const source = measured.find(({ column }) => column.name === suggestion.column);
    if (!source) return [];
    const { profile, entity } = source;
    return { ...suggestion, profile, request: requestOf(suggestion, { entity, table, key: keys.get(suggestion) }) };
  });
}

/** Each column as the newest profile has it that measured all columns, or else by those of single columns. */
async function findMeasured(db: Db, tenantId: string, table: TableName): Promise<Measured[]> {
  const entities = await findProfiledEntities(db, tenantId, table);
  const whole = entities.find(({ dataset }) => dataset?.column === undefined);
  const sources = whole ? [whole] : entities;
  const ids = sources.flatMap(({ lastProfileId }) => lastProfileId ?? []);
  const profiles = new Map((await findProfilesById(db, tenantId, ids)).map((profile) => [profile.id, profile]));
  const measured = new Map<string, Measured>();
  for (const entity of sources) {
    const profile = profiles.get(entity.lastProfileId ?? '');
    for (const figures of profile?.columns ?? []) {
      if (!profile || measured.has(figures.name)) continue;
      const column = { ...figures, rowCount: profile.rowCount, isEstimated: profile.estimate !== null };
      measured.set(figures.name, { entity, profile, column });
    }
  }
  return [...measured.values()];
}

async function lookIfPossible(
  probe: RuleProbe,
  tenantId: string,
  request: LookRequest,
): Promise<TableLook | undefined> {
  try {
    return await probe.lookForRules(tenantId, request);
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return undefined;
  }
}

/** Whether a rule of this kind is on the column already, whatever exactly it asks for. */
function isCovered({ column, check }: Suggestion, rules: readonly Entity[]): boolean {
  return rules.some(
    ({ dataset, definition }) => dataset?.column === column && definition.businessRule?.check.kind === check?.kind,
  );
}

const NAMES = {
  NOT_NULL: 'present',
  RANGE: 'range',
  ACCEPTED_VALUES: 'values',
  REFERENCE: 'reference',
  UNIQUENESS: 'key',
};

/** A canonical key for each suggestion that no business rule has. */
async function freeKeysFor(
  db: Db,
  tenantId: string,
  suggestions: readonly Suggestion[],
  { schema, table }: TableName,
): Promise<Map<Suggestion, string>> {
  const wanted = suggestions.map((suggestion) => {
    const own = [table, suggestion.column, NAMES[suggestion.kind]];
    const [short, long] = [keyOf(own), keyOf([schema, ...own])];
    return { suggestion, keys: [short, long, `${long}_2`, `${long}_3`] };
  });
  const names = wanted.flatMap(({ keys }) =>
    keys.map((canonicalKey) => ({ entityType: 'BUSINESS_RULE' as const, canonicalKey })),
  );
  const taken = new Set((await findEntitiesByName(db, tenantId, names)).map(({ canonicalKey }) => canonicalKey));
  return new Map(
    wanted.map(({ suggestion, keys }) => {
      const key = keys.find((one) => !taken.has(one)) ?? keys[0] ?? '';
      taken.add(key);
      return [suggestion, key];
    }),
  );
}

const MAX_KEY_PARTS_LENGTH = 190;

function keyOf(parts: readonly string[]): string {
  const text = parts
    .join('_')
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '_')
    .replace(/^[^A-Za-z0-9]+/, '');
  return text.slice(0, MAX_KEY_PARTS_LENGTH);
}

/** Tiers as GraphQL writes them, as in any other input. */
function requestOf(
  { kind, column, check, severity, evidence }: Suggestion,
  { entity, table, key }: { entity: Entity; table: TableName; key: string | undefined },
): Record<string, unknown> {
  if (check === null) {
    const { entityType, canonicalKey, version } = entity;
    const dataset = { ...contentOf(entity).dataset, keyColumns: [column] };
    return {
      entityType,
      canonicalKey,
      kind: 'UPDATE',
      expectedVersion: version,
      change: { dataset },
      comment: evidence,
    };
  }
  return {
    entityType: 'BUSINESS_RULE',
    canonicalKey: key,
    kind: 'CREATE',
    change: {
      name: `${table.table}.${column}: ${NAMES[kind]}`,
      tier: entity.tier.toUpperCase(),
      dataset: { ...table, column },
      businessRule: { check: writtenCheck(check), severity },
    },
    comment: evidence,
  };
}
