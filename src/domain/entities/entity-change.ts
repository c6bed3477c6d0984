import * as z from 'zod';

import { CHANGE_KINDS, type EntityType } from '../../events/schemas/vocabulary.ts';
import { type ActorIdCase, normalizeActorId } from '../actor-id.ts';
import type { Entity, EntityChange, EntityContent, FieldChange } from './entity.ts';
import {
  DEFINITION_OF,
  DEFINITION_SCHEMAS,
  type DefinitionName,
  type EntityDefinition,
  referencesOf,
} from './entity-definition.ts';
import { type EntityName, textOfName } from './entity-name.ts';

/** What can be requested. Events know the first three; one about a reactivation says UPDATE, which it is to them. */
export const REQUEST_KINDS = [...CHANGE_KINDS, 'REACTIVATE'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export interface Issue {
  path: string[];
  message: string;
}

const DEFINITION_NAMES = Object.keys(DEFINITION_SCHEMAS) as DefinitionName[];

/** What is wrong with the form of a change; empty if nothing is. */
export function issuesOfChange(entityType: EntityType, kind: RequestKind, change: EntityChange): Issue[] {
  if (kind === 'DEPRECATE' || kind === 'REACTIVATE') {
    const what = kind === 'DEPRECATE' ? 'a deprecation' : 'a reactivation';
    return Object.keys(change).map((field) => ({ path: ['change', field], message: `must not be set in ${what}` }));
  }
  const issues: Issue[] = [];
  const own = DEFINITION_OF[entityType];
  for (const definition of DEFINITION_NAMES) {
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

/** What is wrong with the content that this change would lead to. */
export function issuesOfContent(name: EntityName, { dataset, definition }: EntityContent): Issue[] {
  const issues: Issue[] = referencesOf(definition)
    .filter((reference) => textOfName(reference) === textOfName(name))
    .map(({ path }) => ({ path: ['change', ...path], message: 'must not be the entity itself' }));
  if (name.entityType === 'BUSINESS_RULE' && dataset?.column === undefined) {
    issues.push({
      path: ['change', 'dataset', 'column'],
      message: 'is required: a business rule is bound to one column',
    });
  }
  return issues;
}

/** The content after the change. `null` before a creation, which must set the required fields. */
export function applyChange(content: EntityContent | null, change: EntityChange): EntityContent {
  const name = change.name ?? content?.name;
  const tier = change.tier ?? content?.tier;
  if (name === undefined || tier === undefined) throw new Error('a creation needs a name and a tier');
  return {
    name,
    tier,
    description: change.description === undefined ? (content?.description ?? null) : change.description,
    owner: change.owner === undefined ? (content?.owner ?? null) : change.owner,
    standardPackId: change.standardPackId === undefined ? (content?.standardPackId ?? null) : change.standardPackId,
    freshnessHours: change.freshnessHours === undefined ? (content?.freshnessHours ?? null) : change.freshnessHours,
    dataset: change.dataset === undefined ? (content?.dataset ?? null) : change.dataset,
    definition: { ...content?.definition, ...definitionIn(change) },
  };
}

function definitionIn({ kpi, glossary, businessRule, tag, lineage }: EntityChange): EntityDefinition {
  return {
    ...(kpi && { kpi }),
    ...(glossary && { glossary }),
    ...(businessRule && { businessRule }),
    ...(tag && { tag }),
    ...(lineage && { lineage }),
  };
}

/** The fields that differ, by name; those of a definition are prefixed with its name, such as `kpi.formula`. */
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

/** The change with its owner as ids are kept. */
export function withOwnerNormalized(change: EntityChange, actorIdCase: ActorIdCase): EntityChange {
  const { owner } = change;
  return typeof owner === 'string' ? { ...change, owner: normalizeActorId(owner, actorIdCase) } : change;
}

/** The diff of a change that sets nothing but the status. `replacement`: canonical keys of what takes its place. */
export function statusDiff(
  before: Entity['status'],
  after: Entity['status'],
  replacement: { before?: string | undefined; after?: string | undefined } = {},
): FieldChange[] {
  const status = { field: 'status', before: toJson(before), after: toJson(after) };
  const replacedBy = { field: 'replacedBy', before: toJson(replacement.before), after: toJson(replacement.after) };
  return replacedBy.before === replacedBy.after ? [status] : [status, replacedBy];
}

/** The canonical key of what takes the place of an entity that a change with this diff deprecates. */
export function replacementIn(diff: readonly FieldChange[] | undefined): string | undefined {
  const after = diff?.find(({ field }) => field === 'replacedBy')?.after;
  return after == null ? undefined : z.string().parse(JSON.parse(after));
}

/** Whether a change with this diff took a deprecated entity into use again. */
export function isReactivation(diff: readonly FieldChange[]): boolean {
  return diff.some(
    ({ field, before, after }) => field === 'status' && before === '"DEPRECATED"' && after === '"ACTIVE"',
  );
}

/** Compares field by field, by name: an entity has more than its content, and the rest is not part of a change. */
function flatten({ dataset, definition, ...content }: EntityContent): Map<string, unknown> {
  const { name, description, tier, owner, standardPackId, freshnessHours } = content;
  const own = { name, description, tier, owner, standardPackId, freshnessHours };
  const fields = new Map<string, unknown>(Object.entries(own));
  for (const [name, part] of Object.entries({ dataset, ...definition })) {
    for (const [field, value] of Object.entries(part ?? {})) fields.set(`${name}.${field}`, value);
  }
  return fields;
}

/** With the members of objects sorted by name: the database does not preserve their order. */
function toJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value, byName);
}

function byName(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
