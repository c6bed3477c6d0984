import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import type { CheckedRows } from './check-rows.ts';
import type { BadRow, ImportReport } from './run-import.ts';

export interface ImportReportViewProps {
  checked: CheckedRows;
  /** Undefined: nothing was sent yet. */
  report: ImportReport | undefined;
  isRunning: boolean;
}

/** What was found in the rows, and what an import did with them. */
export function ImportReportView({ checked, report, isRunning }: ImportReportViewProps) {
  const words = text.administration.import;
  const bad = [...checked.bad, ...(report?.badRows ?? [])].sort((a, b) => a.index - b.index);
  const badCount = checked.bad.length + (report?.badRowCount ?? 0);
  return (
    <Panel title={report ? words.report : words.checked}>
      <div className="flex flex-col gap-3">
        <div role="status" className="flex flex-col gap-2">
          {report ? (
            <>
              <p>{stepWords(report, isRunning)}</p>
              <progress
                className="h-2 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
                max={Math.max(report.steps, 1)}
                value={report.step}
                aria-label={words.progress}
              />
              <dl className="flex flex-wrap gap-x-6 gap-y-1">
                <Figure name={words.created} count={report.created} />
                <Figure name={words.updated} count={report.updated} />
                <Figure name={words.unchanged} count={report.unchanged} />
                <Figure name={words.bad} count={badCount} />
              </dl>
            </>
          ) : (
            <p>{foundWords(checked)}</p>
          )}
        </div>
        <RefusalNote sentence={report?.stopped} />
        {report && report.warnings.length > 0 && (
          <ul className="rounded-md bg-warn-soft px-3 py-2 text-warn">
            {report.warnings.map(({ path, message }) => (
              <li key={path.join('.')}>
                {path.join('.')}: {message}
              </li>
            ))}
          </ul>
        )}
        {bad.length > 0 && <BadRows rows={bad} names={checked.names} />}
        {badCount > bad.length && (
          <p className="text-muted">{words.moreBad(badCount - bad.length, formatCount(badCount - bad.length))}</p>
        )}
      </div>
    </Panel>
  );
}

function stepWords({ step, steps }: ImportReport, isRunning: boolean): string {
  const words = text.administration.import;
  if (step === steps) return words.allSent;
  return isRunning
    ? words.running(formatCount(step + 1), formatCount(steps))
    : words.ended(formatCount(step), formatCount(steps));
}

function foundWords({ good, bad, steps }: CheckedRows): string {
  const words = text.administration.import;
  return words.found(
    words.good(good.length, formatCount(good.length)),
    words.malformed(bad.length, formatCount(bad.length)),
    steps,
    formatCount(steps),
  );
}

function Figure({ name, count }: { name: string; count: number }) {
  return (
    <div className="flex gap-2">
      <dt className="text-muted">{name}</dt>
      <dd className="font-semibold tabular-nums">{formatCount(count)}</dd>
    </div>
  );
}

function BadRows({ rows, names }: { rows: readonly BadRow[]; names: ReadonlyMap<number, string> }) {
  const words = text.administration.import;
  const head = 'px-3 py-1.5 text-left text-xs font-medium text-muted';
  return (
    <div
      className="max-h-96 overflow-auto rounded-md border border-line"
      tabIndex={0}
      role="region"
      aria-label={words.bad}
    >
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={`${head} text-right`}>
              {words.row}
            </th>
            <th scope="col" className={head}>
              {words.entity}
            </th>
            <th scope="col" className={head}>
              {words.issues}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ index, issues }) => (
            <tr key={index} className="border-t border-line align-top">
              <td className="px-3 py-1.5 text-right tabular-nums">{index + 1}</td>
              <td className="px-3 py-1.5 font-medium break-all">{names.get(index)}</td>
              <td className="px-3 py-1.5">
                <ul>
                  {issues.map(({ path, message }) => (
                    <li key={`${path.join('.')} ${message}`} className="break-words">
                      {path.length > 0 && <code className="font-mono text-xs">{path.join('.')}</code>} {message}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
