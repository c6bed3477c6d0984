import { v4 as uuid } from 'uuid';

import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import { findOpenCreations } from '../../store/approvals/approvals.ts';
import { type Database, sqlStateOf } from '../../store/database/sql.ts';
import { keepCreationsOut } from '../../store/entities/creation-lock.ts';
import { writeEntities } from '../../store/entities/entities.ts';
import { insertVersions } from '../../store/entities/entity-versions.ts';
import {
  createImportStaging,
  type ImportStaging,
  isOnlyImport,
  type StagedRow,
} from '../../store/entities/import-staging.ts';
import { patternProblem } from '../../store/profiling/pattern-check.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, type Outcome } from '../outcome.ts';
import { type ImportRow, parseImportRow } from './parse-import-row.ts';
import { eventOf, openRequestIssue, planBatch, type RefuseRow, versionOf } from './plan-import.ts';

/** What becomes of an import with rows that cannot be taken: the others go in, or nothing does. */
export const BAD_ROW_POLICIES = ['SKIP', 'REFUSE_ALL'] as const;
export type BadRowPolicy = (typeof BAD_ROW_POLICIES)[number];

export interface BadRow {
  /** 1 for the first row. */
  number: number;
  issues: Issue[];
}

export interface ImportProgress {
  /** Rows are read twice: to check each by itself, and to compare it with the others. Then they are written. */
  phase: 'checking' | 'comparing' | 'writing';
  rows: number;
}

export interface EntityImport {
  tenantId: string;
  actor: Actor;
  /** Can be read more than once, each time from the start. */
  rows: () => AsyncIterable<ImportRow> | Iterable<ImportRow>;
  onBadRow: BadRowPolicy;
  /** Told of each row that cannot be taken. */
  reportBadRow: (row: BadRow) => void;
  onProgress?: (progress: ImportProgress) => void;
}

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  bad: number;
}

/** `conflict`: somebody else is in the way; later it may go. `bad-rows`: nothing is imported, by REFUSE_ALL. */
export type ImportOutcome = Outcome<ImportCounts, 'conflict'> | { kind: 'bad-rows'; bad: number };

export interface ImportParts {
  database: Database;
  unitOfWork: UnitOfWork;
  clock: Clock;
}

const BATCH_ROWS = 500;
const DANGLING_LIMIT = 10_000;
const UNIQUE_VIOLATION = '23505';
/** Patterns whose check is remembered. */
const MAX_KNOWN_PATTERNS = 1_000;

/** Ends the transaction: nothing of it stays. */
class BadRowsError extends Error {
  override name = 'BadRowsError';
}

/** Somebody was quicker: nothing of the transaction stays. */
class OvertakenError extends Error {
  override name = 'OvertakenError';
}

/**
 * Takes over entities as they stand elsewhere, in one transaction, without approvals: they are active at once. A row is
 * the whole content of its entity, and what it leaves out is empty, but for the owner, who stays. A row that says what
 * is there already changes nothing and emits nothing. Rows may mention one another whatever their order. Memory does not
 * grow with the number of rows.
 */
export async function importEntities(parts: ImportParts, wanted: EntityImport): Promise<ImportOutcome> {
  const refused = new Set<number>();
  const refuse = (number: number, issues: Issue[]) => {
    refused.add(number);
    wanted.reportBadRow({ number, issues });
  };
  await checkRows(parts.database, wanted, refuse);
  const refusesAll = wanted.onBadRow === 'REFUSE_ALL';
  if (refusesAll && refused.size > 0) return { kind: 'bad-rows', bad: refused.size };
  try {
    return await parts.unitOfWork.transaction(async (tx): Promise<ImportOutcome> => {
      if (!(await isOnlyImport(tx.db, wanted.tenantId)))
        return conflict('Another import is under way: try again later.');
      const counts = await importChecked(tx, wanted, { refused, refuse, now: parts.clock(), correlationId: uuid() });
      if (refusesAll && refused.size > 0) throw new BadRowsError();
      return done({ ...counts, bad: refused.size });
    });
  } catch (error) {
    if (error instanceof BadRowsError) return { kind: 'bad-rows', bad: refused.size };
    if (error instanceof OvertakenError) return conflict(error.message);
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    return conflict('One of the entities was created by somebody else meanwhile: import again.');
  }
}

/** What is wrong with each row by itself. Outside of the transaction, because a pattern is tried under a time limit. */
async function checkRows(database: Database, { rows, onProgress }: EntityImport, refuse: RefuseRow): Promise<void> {
  const known = new Map<string, string | undefined>();
  async function problemOf(pattern: string): Promise<string | undefined> {
    if (known.size >= MAX_KNOWN_PATTERNS) known.clear();
    if (!known.has(pattern)) known.set(pattern, await patternProblem(database, pattern));
    return known.get(pattern);
  }

  let number = 0;
  for await (const row of rows()) {
    number++;
    const parsed = parseImportRow(row);
    const check = 'issues' in parsed ? undefined : parsed.content.businessRule?.check;
    if ('issues' in parsed) refuse(number, parsed.issues);
    else if (check?.kind === 'pattern') {
      const problem = await problemOf(check.pattern);
      if (problem !== undefined) {
        refuse(number, [{ path: ['content', 'businessRule', 'check', 'pattern'], message: problem }]);
      }
    }
    onProgress?.({ phase: 'checking', rows: number });
  }
}

interface Run {
  /** Numbers of the rows that cannot be taken. */
  refused: ReadonlySet<number>;
  refuse: RefuseRow;
  now: Date;
  /** One for all events of the import. */
  correlationId: string;
}

async function importChecked(tx: Transaction, wanted: EntityImport, run: Run): Promise<Omit<ImportCounts, 'bad'>> {
  const { tenantId, onProgress } = wanted;
  const staging = await createImportStaging(tx.db);
  await stageRows(staging, wanted, run);
  await refuseRequested(tx, staging, wanted, run.refuse);
  await refuseDangling(staging, wanted, run.refuse);

  const counts = { created: 0, updated: 0, unchanged: 0 };
  let last = 0;
  for (;;) {
    const rows = await staging.rowsAfter(last, BATCH_ROWS);
    if (rows.length === 0) break;
    last = rows.at(-1)?.number ?? last;
    const changes = await planBatch(tx, rows, { tenantId, ...run });
    const entities = changes.map(({ entity }) => entity);
    await writeEntities(tx.db, entities);
    await insertVersions(
      tx.db,
      changes.map((change) => versionOf(change, wanted.actor)),
    );
    await tx.emitMany(
      tenantId,
      changes.map((change) => eventOf(change, wanted.actor, run)),
    );
    const created = changes.filter(({ entity }) => entity.version === 1).length;
    counts.created += created;
    counts.updated += changes.length - created;
    counts.unchanged += rows.filter(({ number }) => !run.refused.has(number)).length - changes.length;
    onProgress?.({ phase: 'writing', rows: counts.created + counts.updated + counts.unchanged });
  }
  await assertNotRequested(tx, staging, tenantId);
  return counts;
}

async function stageRows(staging: ImportStaging, { rows, onProgress }: EntityImport, run: Run): Promise<void> {
  let batch: StagedRow[] = [];
  let number = 0;
  async function flush(): Promise<void> {
    for (const repeated of await staging.add(batch)) {
      run.refuse(repeated, [{ path: ['canonicalKey'], message: 'is that of an earlier row' }]);
    }
    batch = [];
    onProgress?.({ phase: 'comparing', rows: number });
  }
  for await (const row of rows()) {
    number++;
    if (run.refused.has(number)) continue;
    const parsed = parseImportRow(row);
    if ('issues' in parsed) throw new Error(`row ${number} has changed while it was imported`);
    batch.push({ ...parsed, number });
    if (batch.length === BATCH_ROWS) await flush();
  }
  await flush();
  await staging.finishAdding();
}

/** What somebody has requested to create stays theirs. Before anything is written: other rows may mention it. */
async function refuseRequested(
  { db }: Transaction,
  staging: ImportStaging,
  { tenantId }: EntityImport,
  refuse: RefuseRow,
): Promise<void> {
  const requests = new Map((await findOpenCreations(db, tenantId)).map((request) => [textOfName(request), request]));
  for (const { number, ...name } of await staging.removeNamed([...requests.values()])) {
    const request = requests.get(textOfName(name));
    if (request) refuse(number, [openRequestIssue(request)]);
  }
}

/** Whoever has requested meanwhile to create one of the entities could never see that come true. To be called last. */
async function assertNotRequested({ db }: Transaction, staging: ImportStaging, tenantId: string): Promise<void> {
  await keepCreationsOut(db, tenantId);
  const [requested] = await staging.removeNamed(await findOpenCreations(db, tenantId));
  if (!requested) return;
  const { entityType, canonicalKey } = requested;
  throw new OvertakenError(`Somebody has requested to create ${entityType} ${canonicalKey} meanwhile: import again.`);
}

/**
 * Refuses rows that mention what is not there. A row that is refused may have been mentioned by others: these are refused
 * in turn, unless nothing is to be imported anyway.
 */
async function refuseDangling(
  staging: ImportStaging,
  { tenantId, onBadRow }: EntityImport,
  refuse: RefuseRow,
): Promise<void> {
  const inTurn = onBadRow === 'SKIP';
  for await (const dangling of staging.removeDangling(tenantId, { inTurn, limit: DANGLING_LIMIT })) {
    const byRow = new Map<number, Issue[]>();
    for (const { number, path, mentioned } of dangling) {
      const message = `there is no ${mentioned.entityType} ${mentioned.canonicalKey}, and none that is imported`;
      byRow.set(number, [...(byRow.get(number) ?? []), { path: ['content', ...path], message }]);
    }
    for (const [number, issues] of byRow) refuse(number, issues);
  }
}
