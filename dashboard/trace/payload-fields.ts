import { fieldLabel } from '../diff/field-label.ts';
import { formatCount, formatScore, formatSeconds } from '../text/format.ts';
import { text } from '../text/text.ts';

/** A field of a payload for people. `time`: RFC 3339. `id`: to be copied rather than read. */
export interface PayloadField {
  name: string;
  label: string;
  kind: 'words' | 'time' | 'id';
  value: string;
}

const LABELS: Readonly<Record<string, string>> = text.trace.fields;
const ACTOR_TYPES: Readonly<Record<string, string>> = text.trace.actorTypes;
const FIGURES = new Set([
  'completeness',
  'uniqueness',
  'validity',
  'qualityScore',
  'previousScore',
  'previous',
  'current',
]);

/** The fields that have a value, with their names and values in words. Actors and what is said elsewhere are not among them. */
export function payloadFields(payload: object, leftOut: readonly string[] = []): readonly PayloadField[] {
  return Object.entries(payload).flatMap(([name, value]: [string, unknown]): PayloadField[] => {
    if (value === null || value === undefined || name === '__typename' || leftOut.includes(name)) return [];
    const label = LABELS[name] ?? name;
    if (typeof value === 'string' && name.endsWith('At')) return [{ name, label, kind: 'time', value }];
    if (typeof value === 'string' && name.endsWith('Id')) return [{ name, label, kind: 'id', value }];
    const words = valueWords(name, value);
    return words === '' ? [] : [{ name, label, kind: 'words', value: words }];
  });
}

function valueWords(name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (name === 'duration') return formatSeconds(value);
    if (name === 'dropPercent') return text.trace.percent(formatScore(value));
    return FIGURES.has(name) ? formatScore(value) : formatCount(value);
  }
  if (typeof value === 'string') return named(name, value);
  if (typeof value === 'boolean') return value ? text.trace.yes : text.trace.no;
  if (Array.isArray(value)) {
    const items = value.map((each: unknown) => valueWords(name, each));
    return items.join(value.some((each) => typeof each === 'object') ? '\n' : ', ');
  }
  return typeof value === 'object' && value !== null ? objectWords(value) : '';
}

function objectWords(value: object): string {
  if ('actorId' in value && 'actorType' in value) {
    return `${String(value.actorId)} (${ACTOR_TYPES[String(value.actorType)] ?? String(value.actorType)})`;
  }
  if ('schema' in value && 'table' in value) return `${String(value.schema)}.${String(value.table)}`;
  if ('dimension' in value && 'previous' in value && 'current' in value) {
    const { dimension, previous, current } = value;
    return `${named('dimension', String(dimension))} ${valueWords('previous', previous)} → ${valueWords('current', current)}`;
  }
  return '';
}

/** The words of the page for a value of an enum; other strings as they are. */
function named(name: string, value: string): string {
  if (name === 'changedFields') return fieldLabel(value);
  const words: Readonly<Record<string, string>> | undefined =
    name === 'tier'
      ? text.tiers
      : name === 'entityType'
        ? text.entityTypes
        : name === 'changeType'
          ? text.changeKinds
          : undefined;
  if (words) return words[value] ?? value;
  return /^[A-Z][A-Z_]*$/.test(value) && value.length > 1 && name !== 'errorCode' ? lower(value) : value;
}

function lower(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}
