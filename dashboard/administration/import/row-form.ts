import { text } from '../../text/text.ts';
import type { InputTypes, TypeRef } from './input-types.ts';

export interface RowIssue {
  path: readonly string[];
  message: string;
}

const words = text.administration.rowForm;
const SCALARS: Readonly<Record<string, string>> = words.scalars;

/**
 * What is wrong with the form of a value: unknown and missing fields, and values of another kind. The server refuses all
 * rows of a request for one such row, and does not say which.
 * @param type name of an input type
 */
export function formIssues(value: unknown, type: string, types: InputTypes): readonly RowIssue[] {
  return issuesOf(value, { kind: 'INPUT_OBJECT', name: type }, types, []);
}

function issuesOf(value: unknown, type: TypeRef, types: InputTypes, path: readonly string[]): readonly RowIssue[] {
  const issue = (message: string) => [{ path, message }];
  if (type.kind === 'NON_NULL') {
    if (value === null || value === undefined) return issue(words.required);
    return type.ofType ? issuesOf(value, type.ofType, types, path) : [];
  }
  if (value === null || value === undefined) return [];
  if (type.kind === 'LIST') {
    const item = type.ofType;
    if (!item) return [];
    // GraphQL takes a single value for a list of one.
    if (!Array.isArray(value)) return issuesOf(value, item, types, path);
    return value.flatMap((each, index) => issuesOf(each, item, types, [...path, String(index)]));
  }
  const known = types.get(type.name ?? '');
  if (known?.enumValues) {
    const names = known.enumValues.map(({ name }) => name);
    return typeof value === 'string' && names.includes(value) ? [] : issue(words.oneOf(names.join(', ')));
  }
  if (known?.inputFields) {
    if (typeof value !== 'object' || Array.isArray(value)) return issue(words.object);
    const given: Record<string, unknown> = { ...value };
    const fields = new Map(known.inputFields.map((field) => [field.name, field]));
    const set = Object.keys(given).filter((name) => given[name] !== undefined);
    const unknown = set.filter((name) => !fields.has(name));
    return [
      ...unknown.map((name) => ({ path: [...path, name], message: words.unknown })),
      ...(known.isOneOf === true && set.length !== 1 ? issue(words.exactlyOne([...fields.keys()].join(', '))) : []),
      ...[...fields.values()]
        .filter(({ name, defaultValue }) => defaultValue === null || given[name] !== undefined)
        .flatMap((field) => issuesOf(given[field.name], field.type, types, [...path, field.name])),
    ];
  }
  return isScalar(value, type.name) ? [] : issue(words.mustBe(SCALARS[type.name ?? ''] ?? words.single));
}

function isScalar(value: unknown, name: string | null): boolean {
  switch (name) {
    case 'String':
    case 'DateTime':
      return typeof value === 'string';
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    default:
      return typeof value !== 'object';
  }
}
