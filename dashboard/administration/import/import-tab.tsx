import { useState } from 'react';
import { useClient } from 'urql';

import { useGraph } from '../../app/app-context.ts';
import type { BadRowPolicy } from '../../gql/types.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useStop } from '../use-stop.ts';
import { type CheckedRows, checkRows } from './check-rows.ts';
import { ImportGuard } from './import-guard.tsx';
import { ImportReportView } from './import-report-view.tsx';
import { readInputTypes } from './input-types.ts';
import { readRows } from './read-rows.ts';
import { type ImportReport, runImport } from './run-import.ts';

/** Longer texts are kept, and not shown: an input of megabytes is slow. */
const MAX_SHOWN_LENGTH = 200_000;

/** Takes over definitions that were approved elsewhere. Their form is checked before anything is sent. */
export function ImportTab() {
  const client = useClient();
  const { uncached } = useGraph();
  const [source, setSource] = useState('');
  const [fileName, setFileName] = useState<string>();
  const [onBadRow, setOnBadRow] = useState<BadRowPolicy>('REFUSE_ALL');
  const [problem, setProblem] = useState<string>();
  const [checked, setChecked] = useState<CheckedRows>();
  const [report, setReport] = useState<ImportReport>();
  const [isBusy, setBusy] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const { begin, stop } = useStop();
  const words = text.administration.import;

  const take = (next: string, name?: string) => {
    setSource(next);
    setFileName(name);
    setProblem(undefined);
    setChecked(undefined);
    setReport(undefined);
  };

  const check = async () => {
    const read = readRows(source);
    if ('problem' in read) {
      setProblem(words.unreadable(read.problem.line, read.problem.message));
      return;
    }
    if (read.rows.length === 0) {
      setProblem(words.nothing);
      return;
    }
    setReport(undefined);
    setBusy(true);
    try {
      setChecked(checkRows(read.rows, await readInputTypes(uncached)));
    } catch {
      setProblem(text.errors.unreachable);
    }
    setBusy(false);
  };

  const start = async (rows: CheckedRows) => {
    setBusy(true);
    setRunning(true);
    await runImport({ client, rows: rows.good, onBadRow, onReport: setReport, signal: begin() });
    setRunning(false);
    setBusy(false);
  };

  const isHeldBack = checked !== undefined && checked.bad.length > 0 && onBadRow === 'REFUSE_ALL';
  return (
    <div className="flex flex-col gap-4">
      <Panel title={words.source}>
        <div className="flex flex-col gap-3">
          <p className="text-muted">{words.explained}</p>
          <Field label={words.file} hint={fileName === undefined ? words.fileHint : undefined}>
            {(props) => (
              <input
                {...props}
                type="file"
                accept=".json,.jsonl,.ndjson,application/json"
                className="text-sm file:mr-3 file:min-h-8 file:rounded-md file:border file:border-line file:bg-surface file:px-3 file:font-medium file:text-ink"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  if (file)
                    void file.text().then((read) => {
                      take(read, file.name);
                    });
                }}
              />
            )}
          </Field>
          <Field label={words.text} problem={problem}>
            {(props) =>
              source.length > MAX_SHOWN_LENGTH ? (
                <p {...props} className="rounded-md bg-hover px-3 py-2">
                  {words.tooLongToShow(fileName ?? '')}
                </p>
              ) : (
                <TextArea
                  {...props}
                  rows={10}
                  spellCheck={false}
                  className="font-mono text-xs"
                  placeholder={words.placeholder}
                  value={source}
                  onChange={(event) => {
                    take(event.target.value);
                  }}
                />
              )
            }
          </Field>
          <div className="w-full sm:w-96">
            <Field label={words.policy} hint={words.policyHints[onBadRow]}>
              {(props) => (
                <Select
                  {...props}
                  value={onBadRow}
                  onChange={(event) => {
                    setOnBadRow(event.target.value === 'SKIP' ? 'SKIP' : 'REFUSE_ALL');
                  }}
                >
                  <option value="REFUSE_ALL">{words.policies.REFUSE_ALL}</option>
                  <option value="SKIP">{words.policies.SKIP}</option>
                </Select>
              )}
            </Field>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button disabled={isBusy || source.trim() === ''} onClick={() => void check()}>
              {words.check}
            </Button>
            <Button
              kind="primary"
              disabled={isBusy || !checked || checked.good.length === 0 || isHeldBack || report !== undefined}
              onClick={() => {
                if (checked) void start(checked);
              }}
            >
              {checked ? words.start(checked.good.length, formatCount(checked.good.length)) : words.startUnchecked}
            </Button>
            {isRunning && <Button onClick={stop}>{text.common.cancel}</Button>}
          </div>
          {isHeldBack && <RefusalNote sentence={words.heldBack} />}
        </div>
      </Panel>
      <ImportGuard isRunning={isRunning} />
      {checked && <ImportReportView checked={checked} report={report} isRunning={isBusy} />}
      {report?.error && <ErrorNote error={report.error} />}
    </div>
  );
}
