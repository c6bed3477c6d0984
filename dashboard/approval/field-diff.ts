import { changedValue } from '../approvals/changed-value.ts';
import { fieldLabel } from '../approvals/describe-change.ts';

export interface FieldChange {
  field: string;
  /** JSON. */
  before: string | null;
  after: string | null;
}

export interface DiffLine {
  text: string;
  /** Whether the other side has the same line. */
  isSame: boolean;
  /** What to point out: from the first to before the second index. Left out where the whole line differs. */
  emphasis?: readonly [start: number, end: number];
}

export interface FieldDiff {
  field: string;
  label: string;
  /** Undefined: there was no value. */
  before?: readonly DiffLine[];
  after?: readonly DiffLine[];
}

/** A change of a field in lines: which went, which came, and where two lines differ. */
export function fieldDiff({ field, before, after }: FieldChange): FieldDiff {
  const label = fieldLabel(field);
  const from = before === null ? undefined : changedValue(before);
  const to = after === null ? undefined : changedValue(after);
  const [gone] = from ?? [];
  const [come] = to ?? [];
  if (from?.length === 1 && to?.length === 1 && gone !== undefined && come !== undefined) {
    const [emphasisBefore, emphasisAfter] = differingPart(gone, come);
    return {
      field,
      label,
      before: [{ text: gone, isSame: gone === come, ...(emphasisBefore && { emphasis: emphasisBefore }) }],
      after: [{ text: come, isSame: gone === come, ...(emphasisAfter && { emphasis: emphasisAfter }) }],
    };
  }
  return { field, label, ...(from && { before: linesOf(from, to) }), ...(to && { after: linesOf(to, from) }) };
}

function linesOf(lines: readonly string[], others: readonly string[] = []): readonly DiffLine[] {
  return lines.map((text) => ({ text, isSame: others.includes(text) }));
}

type Part = readonly [start: number, end: number] | undefined;

/** Where two texts differ, in whole words; nothing where they have neither beginning nor end in common. */
function differingPart(before: string, after: string): readonly [Part, Part] {
  const words = [before, after].map((text) => text.split(/(?<=\s)/));
  const [from = [], to = []] = words;
  const least = Math.min(from.length, to.length);
  let head = 0;
  while (head < least && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < least - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  if (head + tail === 0 || before === after) return [undefined, undefined];
  const part = (list: readonly string[]) => {
    const start = list.slice(0, head).join('').length;
    return [start, list.slice(0, list.length - tail).join('').length] as const;
  };
  return [part(from), part(to)];
}
