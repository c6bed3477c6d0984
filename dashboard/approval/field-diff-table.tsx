import { text } from '../text/text.ts';
import { classNames } from '../ui/class-names.ts';
import { type DiffLine, type FieldChange, fieldDiff } from './field-diff.ts';

/** What changes, field by field. Of something new there is nothing before. */
export function FieldDiffTable({ changes, isCreation }: { changes: readonly FieldChange[]; isCreation: boolean }) {
  const words = text.approvals.page;
  if (changes.length === 0) return <p className="text-muted">{words.noChanges}</p>;
  const diffs = changes.map(fieldDiff);
  const head = 'px-3 py-1.5 text-left text-xs font-medium text-muted';
  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <thead className="max-sm:sr-only">
        <tr>
          <th scope="col" className={`${head} w-40`}>
            {words.field}
          </th>
          {!isCreation && (
            <th scope="col" className={head}>
              {words.before}
            </th>
          )}
          <th scope="col" className={head}>
            {isCreation ? words.value : words.after}
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {diffs.map(({ field, label, before, after }) => (
          <tr key={field} className="border-t border-line align-top max-sm:block max-sm:py-1.5">
            <th
              scope="row"
              title={field}
              className="px-3 py-2 text-left font-medium break-words first-letter:uppercase max-sm:block max-sm:py-1"
            >
              {label}
            </th>
            {!isCreation && (
              <td className="px-3 py-2 max-sm:block max-sm:py-0.5">
                <Value lines={before} sign="−" tone="bg-bad-soft text-bad" says={words.before} />
              </td>
            )}
            <td className="px-3 py-2 max-sm:block max-sm:py-0.5">
              <Value
                lines={after}
                sign="+"
                tone={isCreation ? '' : 'bg-good-soft text-good'}
                says={isCreation ? words.value : words.after}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueProps {
  lines: readonly DiffLine[] | undefined;
  sign: string;
  tone: string;
  says: string;
}

function Value({ lines, sign, tone, says }: ValueProps) {
  if (!lines) return <span className="text-muted max-sm:hidden">{text.common.nothing}</span>;
  return (
    <>
      <span className="sr-only sm:hidden">{says}: </span>
      {lines.map((line, index) => (
        <p
          key={index}
          className={classNames(
            'rounded-sm py-px break-words whitespace-pre-wrap',
            tone !== '' && 'relative pr-1.5 pl-6',
            tone !== '' && !line.isSame && tone,
          )}
        >
          {tone !== '' && !line.isSame && (
            <span aria-hidden className="absolute left-1.5">
              {sign}
            </span>
          )}
          <Emphasized line={line} />
        </p>
      ))}
    </>
  );
}

function Emphasized({ line }: { line: DiffLine }) {
  if (!line.emphasis) return line.text;
  const [start, end] = line.emphasis;
  return (
    <>
      {line.text.slice(0, start)}
      <strong className="underline decoration-1 underline-offset-2">{line.text.slice(start, end)}</strong>
      {line.text.slice(end)}
    </>
  );
}
