import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { counted } from '../domain/counted.ts';
import type { Issue } from '../domain/entities/entity-change.ts';
import { tenantIdSchema } from '../events/schemas/envelope.ts';
import { LoadError } from '../load/load-error.ts';
import { oneLine } from '../load/one-line.ts';
import { createProgressLine, type Output } from '../load/progress-line.ts';
import { sizeOfFile } from '../load/size-of-file.ts';
import type { BadRow, ImportProgress, ImportRow } from '../workflow/entities/entity-import.ts';
import { importEntities, type ImportOutcome, type ImportParts } from '../workflow/entities/import-entities.ts';
import { readObjects } from './read-objects.ts';

const USAGE = `Imports definitions of entities that were approved elsewhere.

  npm run import -- FILE [--tenant TENANT] [--skip-bad]

FILE        UTF-8: a JSON array of objects, or one object after the other, as in JSON Lines; each is
            {"entityType": "KPI", "canonicalKey": "revenue", "content": {"name": "Revenue", "tier": "tier1", "kpi": {...}}},
            where content has the members of EntityChangeInput in schema.graphql
--tenant    the tenant of the entities; default: demo
--skip-bad  skip bad rows and import the rest; by default, one bad row stops the import
--help      show this help

The entities take effect immediately, without approvals. They may refer to one another in any order. A field that a row
leaves out becomes empty, except the owner, which is kept. Importing the same file again changes nothing. The import is
one transaction.
DATA_DIR or DATABASE_URL selects the store, as for the server. The embedded store can be opened only once:
stop the server before importing into it, or use the mutation importEntities.
`;

export interface ImportEnvironment {
  openInstance: () => Promise<{ parts: ImportParts } & AsyncDisposable>;
  stdout: Output;
  stderr: Output;
}

const ACTOR = { actorId: 'system.migration', actorType: 'SYSTEM' } as const;
/** Bad rows that are printed individually. */
const MAX_SHOWN = 100;
const PROGRESS_ROWS = 5_000;

/** The command `import`. Never throws: an error is one line on stderr. Returns the exit code, which is 0 or 1. */
export async function runImport(args: readonly string[], environment: ImportEnvironment): Promise<0 | 1> {
  const { stdout, stderr } = environment;
  try {
    const command = parseCommand(args);
    if (command === 'help') {
      stdout.write(USAGE);
      return 0;
    }
    const bytesTotal = await sizeOfFile(command.file);
    await using instance = await environment.openInstance();
    return await importFile({ ...command, bytesTotal }, instance.parts, environment);
  } catch (error) {
    stderr.write(`import: ${oneLine(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}

interface Command {
  file: string;
  tenantId: string;
  skipsBad: boolean;
}

async function importFile(
  { file, tenantId, skipsBad, bytesTotal }: Command & { bytesTotal: number },
  parts: ImportParts,
  { stdout, stderr }: ImportEnvironment,
): Promise<0 | 1> {
  const name = basename(file);
  const progress = createProgressLine(stderr);
  /** The line of each row, by its number. */
  const lines: number[] = [];
  let bytesRead = 0;
  let bad = 0;
  let shown: ImportProgress = { phase: 'checking', rows: 0 };

  async function* rows(): AsyncGenerator<ImportRow> {
    lines.length = 0;
    bytesRead = 0;
    const onBytes = (bytes: number) => (bytesRead += bytes);
    for await (const { line, text } of readObjects(file, name, onBytes)) {
      lines.push(line);
      yield parseObject(text);
    }
  }

  const outcome = await importEntities(parts, {
    tenantId,
    actor: ACTOR,
    rows,
    onBadRow: skipsBad ? 'SKIP' : 'REFUSE_ALL',
    reportBadRow({ number, issues }: BadRow) {
      if (++bad > MAX_SHOWN) return;
      progress.clear();
      for (const issue of issues)
        stderr.write(oneLine(`${name} row ${number} (line ${lines[number - 1]}): ${describeIssue(issue)}`) + '\n');
    },
    onProgress(now) {
      if (now.phase !== shown.phase) shown = { phase: now.phase, rows: 0 };
      if (now.rows < shown.rows + PROGRESS_ROWS) return;
      shown.rows = now.rows;
      progress.show(describeProgress(now, name, bytesTotal ? bytesRead / bytesTotal : 1));
    },
  });
  progress.clear();
  if (bad > MAX_SHOWN) stderr.write(`... and ${counted(bad - MAX_SHOWN, 'more bad row')}\n`);
  if (outcome.kind === 'done') {
    for (const warning of outcome.warnings) stderr.write(oneLine(`${name}: warning: ${describeIssue(warning)}`) + '\n');
  }
  stdout.write(`${describe(outcome, name)}\n`);
  return outcome.kind === 'done' ? 0 : 1;
}

function parseObject(text: string): ImportRow {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: 'is not JSON' };
  }
}

function parseCommand(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      tenant: { type: 'string', default: 'demo' },
      'skip-bad': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new LoadError('expected exactly one file to import (see --help)');
  const tenant = tenantIdSchema.safeParse(values.tenant);
  if (!tenant.success)
    throw new LoadError(
      `${JSON.stringify(values.tenant)} is not a valid tenant: expected 1 to 63 characters of a-z, 0-9, _ and -`,
    );
  return { file, tenantId: tenant.data, skipsBad: values['skip-bad'] };
}

const DOING: Readonly<Record<ImportProgress['phase'], string>> = {
  checking: 'checking',
  comparing: 'reading',
  writing: 'writing',
};

function describeProgress({ phase, rows }: ImportProgress, file: string, shareRead: number): string {
  const percent = phase === 'checking' || phase === 'comparing' ? `, ${Math.floor(shareRead * 100)} %` : '';
  return `${DOING[phase]} ${file}: ${counted(rows, 'entity', 'entities')}${percent}`;
}

function describeIssue({ path, message }: Issue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function describe(outcome: ImportOutcome, file: string): string {
  switch (outcome.kind) {
    case 'done': {
      const { created, updated, unchanged, bad } = outcome;
      const leftOut = bad > 0 ? `; ${counted(bad, 'bad row')} left out` : '';
      const [one, two, three] = [created, updated, unchanged].map((number) => number.toLocaleString('en-US'));
      return `imported ${file}: ${one} created, ${two} updated, ${three} unchanged${leftOut}`;
    }
    case 'bad-rows':
      return `nothing was imported: ${file} has ${counted(outcome.bad, 'bad row')} (--skip-bad leaves them out)`;
    case 'conflict':
      return `nothing was imported: ${outcome.message}`;
  }
}
