import type { FieldChange } from '../../src/domain/entities/entity.ts';
import { text } from '../text/text.ts';
import { shownValue } from './model/shown-value.ts';

/** What changes, field by field. */
export function ChangeDiff({ changes }: { changes: readonly Pick<FieldChange, 'field' | 'before' | 'after'>[] }) {
  const words = text.change.diff;
  return (
    <dl className="flex flex-col gap-3">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="min-w-0">
          <dt className="font-mono text-xs text-muted">{field}</dt>
          {before != null && (
            <dd className="mt-0.5 rounded-sm bg-bad-soft px-2 py-0.5 text-bad">
              <span className="sr-only">{words.before} </span>
              <del className="break-words whitespace-pre-wrap no-underline">{shownValue(before)}</del>
            </dd>
          )}
          {after == null ? (
            <dd className="mt-0.5 px-2 text-xs text-muted">{words.removed}</dd>
          ) : (
            <dd className="mt-0.5 rounded-sm bg-good-soft px-2 py-0.5 text-good">
              <span className="sr-only">{words.after} </span>
              <ins className="break-words whitespace-pre-wrap no-underline">{shownValue(after)}</ins>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
