import type { FieldChange } from '../../diff/field-diff.ts';
import type { EntityType } from '../../gql/types.ts';
import type { VersionContentFragment } from './versions.generated.ts';

/** How the fields of a definition are named in a change. */
const PREFIXES: Readonly<Record<EntityType, string>> = {
  METADATA: 'metadata',
  KPI: 'kpi',
  GLOSSARY: 'glossary',
  BUSINESS_RULE: 'businessRule',
  TAG: 'tag',
  LINEAGE: 'lineage',
};

/** The fields in which two versions differ, named as in the diff of one version. */
export function compareVersions(
  entityType: EntityType,
  before: VersionContentFragment,
  after: VersionContentFragment,
): FieldChange[] {
  const [old, current] = [fieldsOf(entityType, before), fieldsOf(entityType, after)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: current.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

function fieldsOf(entityType: EntityType, { kind, content }: VersionContentFragment): Map<string, string> {
  const { name, description, tier, owner, dataset, definition } = content;
  const parts: Record<string, unknown> = {
    name,
    description,
    tier: tier.toLowerCase(),
    owner,
    // Nothing comes after a deprecation.
    status: kind === 'DEPRECATE' ? 'DEPRECATED' : 'ACTIVE',
    ...prefixed('dataset', dataset && { ...dataset, __typename: undefined }),
    ...prefixed(PREFIXES[entityType], definition === null ? null : JSON.parse(definition)),
  };
  return new Map(
    Object.entries(parts).flatMap(([field, value]) =>
      value === null || value === undefined ? [] : [[field, JSON.stringify(value, sortedByName)]],
    ),
  );
}

function prefixed(prefix: string, part: unknown): Record<string, unknown> {
  if (typeof part !== 'object' || part === null) return {};
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => [`${prefix}.${name}`, value]),
  );
}

/** The order of members means nothing. */
function sortedByName(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
