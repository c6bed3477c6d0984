import { changedValue } from './changed-value.ts';
import { diffSequence, type Piece } from './diff-sequence.ts';

export interface FieldChange {
  field: string;
  /** As JSON. */
  before: string | null;
  after: string | null;
}

/** How the change of one value is shown: word by word in a text, line by line in what consists of parts. */
export type FieldDiff =
  | { form: 'words'; pieces: readonly Piece<string>[] }
  | { form: 'lines'; lines: readonly (Piece<string> | { kind: 'skipped'; count: number })[] };

/** How many unchanged lines stay around a change. */
const CONTEXT = 2;
/** An unchanged stretch of a text longer than this is cut in its middle. */
const LONG_STRETCH = 400;

export function diffField({ field, before, after }: FieldChange): FieldDiff {
  const [from, to] = [linesOf(before, field), linesOf(after, field)];
  return isText(before) && isText(after)
    ? { form: 'words', pieces: joined(diffSequence(wordsOf(from), wordsOf(to))) }
    : { form: 'lines', lines: withoutContext(diffSequence(from, to)) };
}

/** A new entity has an empty list where it has none: that is nothing to read. */
export function addsNothing({ before, after }: FieldChange): boolean {
  return before === null && after === '[]';
}

/** Neither a list nor a definition. */
function isText(json: string | null): boolean {
  return json === null || !/^[[{]/.test(json);
}

/** Words, spaces and signs, which together are the text. */
function wordsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? []);
}

function linesOf(json: string | null, field: string): readonly string[] {
  return json === null ? [] : changedValue(json, field);
}

/** Neighbours of a kind as one piece. */
function joined(pieces: readonly Piece<string>[]): Piece<string>[] {
  const result: Piece<string>[] = [];
  for (const { kind, item } of pieces) {
    const last = result.at(-1);
    if (last?.kind === kind) last.item += item;
    else result.push({ kind, item });
  }
  return result.map((piece, index) =>
    piece.kind === 'same' && piece.item.length > LONG_STRETCH
      ? { kind: 'same', item: cut(piece.item, index > 0, index < result.length - 1) }
      : piece,
  );
}

/** Between words; what is kept stands beside a change. */
function cut(stretch: string, isAfterChange: boolean, isBeforeChange: boolean): string {
  const half = LONG_STRETCH / 2;
  const head = isAfterChange ? stretch.slice(0, half).replace(/\S+$/u, '') : '';
  const tail = isBeforeChange ? stretch.slice(-half).replace(/^\S+/u, '') : '';
  return `${head.trimEnd()} … ${tail.trimStart()}`;
}

function withoutContext(pieces: readonly Piece<string>[]): (Piece<string> | { kind: 'skipped'; count: number })[] {
  const isNear = pieces.map((_, index) =>
    pieces.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  );
  const result: (Piece<string> | { kind: 'skipped'; count: number })[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = result.at(-1);
    if (isNear[index] === true) result.push(piece);
    else if (last?.kind === 'skipped') last.count += 1;
    else result.push({ kind: 'skipped', count: 1 });
  }
  return result;
}
