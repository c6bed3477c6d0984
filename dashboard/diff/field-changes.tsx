import { text } from '../text/text.ts';
import type { Piece } from './diff-sequence.ts';
import { addsNothing, diffField, type FieldChange, type FieldDiff } from './field-diff.ts';
import { fieldLabel } from './field-label.ts';

export interface FieldChangesProps {
  changes: readonly FieldChange[];
  /** Said where nothing changes. */
  none: string;
}

/** What changed, field by field. Signs and lines say what was removed and added, and colours say it again. */
export function FieldChanges({ changes, none }: FieldChangesProps) {
  const told = changes.filter((change) => !addsNothing(change));
  if (told.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <dl className="flex flex-col gap-4">
      {told.map((change) => (
        <div key={change.field} className="min-w-0">
          <dt className="mb-1 flex flex-wrap items-center gap-2">
            <span title={change.field} className="font-medium first-letter:uppercase">
              {fieldLabel(change.field)}
            </span>
            <span className="text-xs text-muted">{verb(change)}</span>
          </dt>
          <dd className="rounded-md border border-line px-3 py-2">
            <Diff diff={diffField(change)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function verb({ before, after }: FieldChange): string {
  const words = text.diff;
  if (before === null) return words.added;
  return after === null ? words.removed : words.changed;
}

function Diff({ diff }: { diff: FieldDiff }) {
  if (diff.form === 'words') {
    return (
      <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">
        {diff.pieces.map((piece, index) => (
          <Words key={index} piece={piece} />
        ))}
      </p>
    );
  }
  return (
    <ul className="font-mono text-xs leading-5">
      {diff.lines.map((line, index) =>
        line.kind === 'skipped' ? (
          <li key={index} className="text-muted">
            ⋯ {text.diff.unchanged(line.count)}
          </li>
        ) : (
          <Line key={index} piece={line} />
        ),
      )}
    </ul>
  );
}

function Words({ piece: { kind, item } }: { piece: Piece<string> }) {
  if (kind === 'same') return item;
  return kind === 'removed' ? (
    <del className="rounded-sm bg-bad-soft text-bad line-through">{item}</del>
  ) : (
    <ins className="rounded-sm [del+&]:ml-1 bg-good-soft text-good underline underline-offset-2">{item}</ins>
  );
}

const LINES = {
  same: ['', ' '],
  removed: ['bg-bad-soft text-bad', '−'],
  added: ['bg-good-soft text-good', '+'],
} as const;

function Line({ piece: { kind, item } }: { piece: Piece<string> }) {
  const [colour, sign] = LINES[kind];
  const content = <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">{item}</span>;
  return (
    <li className={`flex gap-2 rounded-sm px-1 ${colour}`}>
      <span aria-hidden className="w-3 shrink-0">
        {sign}
      </span>
      {kind === 'removed' ? (
        <del className="no-underline">{content}</del>
      ) : kind === 'added' ? (
        <ins className="no-underline">{content}</ins>
      ) : (
        content
      )}
    </li>
  );
}
