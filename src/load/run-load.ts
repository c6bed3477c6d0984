import { counted } from '../domain/counted.ts';
import { type LoadCommand, parseCommand, USAGE } from './command.ts';
import { describeResult } from './describe-result.ts';
import { fileSource } from './file-source.ts';
import { type LoadProgress, type LoadResult, loadTables, type TableSource } from './load-tables.ts';
import { oneLine } from './one-line.ts';
import { createProgressLine, type Output } from './progress-line.ts';
import { joinedSource } from './source/joined-source.ts';
import type { LoadTarget } from './table/load-target.ts';

export interface OpenLoadTarget extends LoadTarget {
  close(): Promise<void>;
}

export interface LoadEnvironment {
  openTarget: () => Promise<OpenLoadTarget>;
  stdout: Output;
  stderr: Output;
}

/** The command `load`. Never throws: an error is one line on stderr. Returns the exit code, which is 0 or 1. */
export async function runLoad(args: readonly string[], environment: LoadEnvironment): Promise<0 | 1> {
  const { stdout, stderr } = environment;
  try {
    const command = parseCommand(args);
    if (command === 'help') {
      stdout.write(USAGE);
      return 0;
    }
    for (const result of await loadFiles(command, environment)) {
      for (const line of describeResult(result)) stdout.write(`${oneLine(line)}\n`);
    }
    return 0;
  } catch (error) {
    stderr.write(`load: ${oneLine(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}

async function loadFiles(
  { tables, mode, options }: LoadCommand,
  { openTarget, stderr }: LoadEnvironment,
): Promise<LoadResult[]> {
  const sources: TableSource[] = [];
  for (const { name, files } of tables) {
    const parts = [];
    for (const file of files) parts.push(await fileSource(file, options));
    sources.push({ name, source: joinedSource(parts), files: parts.map((part) => part.name) });
  }
  const progress = createProgressLine(stderr);
  const target = await openTarget();
  try {
    return await loadTables(target, sources, {
      mode,
      onProgress(now) {
        progress.show(describeProgress(now));
      },
    });
  } finally {
    progress.clear();
    await target.close();
  }
}

function describeProgress({ phase, source, rows, bytesRead, bytesTotal }: LoadProgress): string {
  const doing = phase === 'inferring' ? 'inferring the types of' : 'loading';
  const percent = bytesTotal ? `, ${Math.floor((bytesRead / bytesTotal) * 100)} %` : '';
  return oneLine(`${doing} ${source}: ${counted(rows, 'row')}${percent}`);
}
