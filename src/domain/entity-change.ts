import type { ChangeKind, EntityType } from '../events/vocabulary.ts';
import type { EntityChange, EntityContent, EntityDefinition, FieldChange } from './entity.ts';

export interface Issue {
  path: string[];
  message: string;
}

/** The definition that an entity type must have; the types without one are governed by the common fields alone. */
const DEFINITIONS: Readonly<Partial<Record<EntityType, keyof EntityDefinition>>> = {
  KPI: 'kpi',
  BUSINESS_RULE: 'businessRule',
};
const GOVERNED_TYPES: readonly EntityType[] = ['METADATA', 'KPI', 'BUSINESS_RULE'];

/** What is wrong with a change, by its form alone; empty when nothing is. */
export function issuesOfChange(entityType: EntityType, kind: ChangeKind, change: EntityChange): Issue[] {
  if (!GOVERNED_TYPES.includes(entityType)) {
    return [{ path: ['entityType'], message: `${entityType} cannot be governed yet` }];
  }
  if (kind === 'DEPRECATE') {
    return Object.keys(change).map((field) => ({ path: ['change', field], message: 'a deprecation changes no field' }));
  }
  const issues: Issue[] = [];
  const own = DEFINITIONS[entityType];
  for (const definition of ['kpi', 'businessRule'] as const) {
    if (change[definition] && definition !== own) {
      issues.push({ path: ['change', definition], message: `does not belong to ${entityType}` });
    }
  }
  if (kind === 'CREATE') {
    const required = ['name', 'tier', ...(own ? [own] : [])] as const;
    for (const field of required) {
      if (change[field] === undefined) {
        issues.push({ path: ['change', field], message: `is required to create ${entityType}` });
      }
    }
  }
  return issues;
}

/** What is wrong with the content that a change would lead to. */
export function issuesOfContent(entityType: EntityType, { dataset }: EntityContent): Issue[] {
  if (entityType === 'BUSINESS_RULE' && dataset?.column === undefined) {
    return [{ path: ['change', 'dataset', 'column'], message: 'a business rule is bound to one column' }];
  }
  return [];
}

/** The content after the change; `null` before a creation, which must have the required fields. */
export function applyChange(content: EntityContent | null, change: EntityChange): EntityContent {
  const name = change.name ?? content?.name;
  const tier = change.tier ?? content?.tier;
  if (name === undefined || tier === undefined) throw new Error('a creation needs a name and a tier');
  const { kpi = content?.definition.kpi, businessRule = content?.definition.businessRule } = change;
  return {
    name,
    tier,
    description: change.description === undefined ? (content?.description ?? null) : change.description,
    owner: change.owner === undefined ? (content?.owner ?? null) : change.owner,
    dataset: change.dataset === undefined ? (content?.dataset ?? null) : change.dataset,
    definition: { ...(kpi && { kpi }), ...(businessRule && { businessRule }) },
  };
}

/** The fields that differ, by name; those of a definition are named after it, such as `kpi.formula`. */
export function diffOf(before: EntityContent | null, after: EntityContent): FieldChange[] {
  const old = before ? flatten(before) : new Map<string, unknown>();
  const changes: FieldChange[] = [];
  const current = flatten(after);
  for (const field of new Set([...old.keys(), ...current.keys()])) {
    const change = { field, before: toJson(old.get(field)), after: toJson(current.get(field)) };
    if (change.before !== change.after) changes.push(change);
  }
  return changes;
}

/** The diff of a deprecation. */
export const DEPRECATION_DIFF: readonly FieldChange[] = [
  { field: 'status', before: '"ACTIVE"', after: '"DEPRECATED"' },
];

/** Field by field, by name: an entity has more than its content, and that is no matter of a change. */
function flatten({ name, description, tier, owner, dataset, definition }: EntityContent): Map<string, unknown> {
  const fields = new Map<string, unknown>(Object.entries({ name, description, tier, owner }));
  for (const [name, part] of Object.entries({ dataset, ...definition })) {
    for (const [field, value] of Object.entries(part ?? {})) fields.set(`${name}.${field}`, value);
  }
  return fields;
}

function toJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
