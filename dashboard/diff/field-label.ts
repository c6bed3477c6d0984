import { text } from '../text/text.ts';

const LABELS: Readonly<Record<string, string>> = text.diff.fields;

/** A field of a change in words; one that has none keeps its name. */
export function fieldLabel(field: string): string {
  return LABELS[field] ?? field;
}
