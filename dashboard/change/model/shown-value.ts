import { text } from '../../text/text.ts';

/** A value of a diff, which is JSON, as people write it: texts without quotes, lists with an item on each line. */
export function shownValue(json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  if (Array.isArray(value)) return value.length === 0 ? text.change.diff.empty : value.map(shown).join('\n');
  return shown(value);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value === '' ? text.change.diff.empty : value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${typeof member === 'string' ? member : JSON.stringify(member)}`)
    .join(', ');
}
