import { text } from '../text/text.ts';

/** The words for the values of fields that have only a few. */
const ENUMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: text.statuses,
  'kpi.direction': text.diff.directions,
  'businessRule.severity': text.diff.severities,
};

/**
 * A value of a change, given as JSON, in lines to be read: one for a text, one for each item of a list, one for each
 * member of a definition.
 *
 * @param field whose value it is
 */
export function changedValue(json: string, field = ''): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [json];
  }
  const words = typeof value === 'string' ? ENUMS[field]?.[value] : undefined;
  if (words !== undefined) return [words];
  if (Array.isArray(value)) return value.length === 0 ? [text.common.nothing] : value.map(asLine);
  if (isObject(value) && !isEntityName(value)) return members(value);
  return [asLine(value)];
}

function members(value: Record<string, unknown>, path = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return isObject(member) && !isEntityName(member) ? members(member, here) : [`${here}: ${asLine(member)}`];
  });
}

function asLine(value: unknown): string {
  if (value === null || value === undefined || value === '') return text.common.nothing;
  if (typeof value === 'string') return tierName(value) ?? value;
  if (Array.isArray(value)) return value.map(asLine).join(', ');
  if (isEntityName(value)) {
    const column = typeof value.column === 'string' ? `, ${text.diff.column} ${value.column}` : '';
    return `${value.canonicalKey}${column} (${entityTypeName(value.entityType)})`;
  }
  return isObject(value) ? members(value).join(', ') : JSON.stringify(value);
}

/** Stored as `tier1`, in the API `TIER1`. */
function tierName(value: string): string | undefined {
  const names: Readonly<Record<string, string>> = text.tiers;
  return /^tier\d$/.test(value) ? names[value.toUpperCase()] : undefined;
}

function entityTypeName(type: string): string {
  const names: Readonly<Record<string, string>> = text.entityTypes;
  return names[type] ?? type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntityName(value: unknown): value is { canonicalKey: string; entityType: string; column?: unknown } {
  return isObject(value) && typeof value.canonicalKey === 'string' && typeof value.entityType === 'string';
}
