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

export function diffField({ before, after }: FieldChange): FieldDiff {
  const [old, current] = [parse(before), parse(after)];
  if (isPlain(old) && isPlain(current)) {
    return { form: 'words', pieces: joined(diffSequence(wordsOf(old), wordsOf(current))) };
  }
  return { form: 'lines', lines: withoutContext(diffSequence(linesOf(old), linesOf(current))) };
}

function parse(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

type Plain = string | number | boolean | null;

function isPlain(value: unknown): value is Plain {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Words, spaces and signs, which together are the text. */
function wordsOf(value: Plain): string[] {
  return value === null ? [] : (String(value).match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? []);
}

/** A line for each part; what is nested stands behind the names that lead to it. */
function linesOf(value: unknown, name = ''): string[] {
  const label = name === '' ? '' : `${name}: `;
  if (value === null || value === undefined) return name === '' ? [] : [`${label}–`];
  if (isPlain(value)) return [`${label}${String(value)}`];
  if (Array.isArray(value)) return value.flatMap((item) => linesOf(isNameOfEntity(item) ? textOf(item) : item, name));
  return Object.entries(value).flatMap(([key, part]) => linesOf(part, name === '' ? key : `${name}.${key}`));
}

interface NameOfEntity {
  entityType: string;
  canonicalKey: string;
}

/** Nothing but a name: an end of a lineage can have a column as well. */
function isNameOfEntity(value: unknown): value is NameOfEntity {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 2 &&
    'entityType' in value &&
    'canonicalKey' in value
  );
}

function textOf({ entityType, canonicalKey }: NameOfEntity): string {
  return `${entityType} ${canonicalKey}`;
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
