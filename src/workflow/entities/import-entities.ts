import { v4 as uuid } from 'uuid';

import type { ActorIdCase } from '../../domain/actor-id.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { warnOfOwner } from '../../domain/stranger.ts';
import { findOpenCreations } from '../../store/approvals/approvals.ts';
import { sqlStateOf } from '../../store/database/sql.ts';
import { insertVersions } from '../../store/entities/entity-versions.ts';
import { keepCreationsOut } from '../../store/entities/write/creation-lock.ts';
import { type ImportStaging, isOnlyImport, type StagedRow } from '../../store/entities/write/import-staging.ts';
import { writeEntities } from '../../store/entities/write/write-entities.ts';
import { isHeldUp } from '../../store/give-way.ts';
import { findKnownActors } from '../../store/known-actors.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import type { CheckParts } from '../datasets/check-against-warehouse.ts';
import { conflict, done, type Outcome } from '../outcome.ts';
import { checkRows } from './check-import-rows.ts';
import type { EntityImport } from './entity-import.ts';
import { eventsOf, planBatch, type RefuseRow, versionOf } from './plan-import.ts';
import { stageImport } from './stage-import.ts';

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  bad: number;
}

/** `warnings`: the first findings that may be mistakes; no row was left out because of them. */
export type Imported = ImportCounts & { warnings: Issue[] };

/**
 * `conflict`: another transaction is in the way; it may succeed later. `bad-rows`: nothing is imported, because of
 * REFUSE_ALL.
 */
export type ImportOutcome = Outcome<Imported, 'conflict'> | { kind: 'bad-rows'; bad: number };

export interface ImportParts extends CheckParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
  actorIdCase: ActorIdCase;
}

const BATCH_ROWS = 500;
/** Most warnings of an import. */
export const MAX_WARNINGS = 20;
const UNIQUE_VIOLATION = '23505';

/** Ends the transaction, which is rolled back. */
class BadRowsError extends Error {
  override name = 'BadRowsError';
}

/** Another transaction was faster: this one is rolled back. */
class OvertakenError extends Error {
  override name = 'OvertakenError';
}

/**
 * Imports entities from another system, in one transaction, without approvals: they are active at once. A row is the
 * complete content of its entity; what it leaves out is empty, except for the owner, which is kept. A row without a
 * difference changes nothing and emits nothing. Rows can mention one another in any order. Memory does not grow with
 * the number of rows.
 */
export async function importEntities(parts: ImportParts, wanted: EntityImport): Promise<ImportOutcome> {
  const refused = new Set<number>();
  const refuse = (number: number, issues: Issue[]) => {
    refused.add(number);
    wanted.reportBadRow({ number, issues });
  };
  const found = await checkRows(parts, wanted, refuse, MAX_WARNINGS);
  const refusesAll = wanted.onBadRow === 'REFUSE_ALL';
  if (refusesAll && refused.size > 0) return { kind: 'bad-rows', bad: refused.size };
  try {
    return await parts.unitOfWork.transaction(async (tx): Promise<ImportOutcome> => {
      if (!(await isOnlyImport(tx.db, wanted.tenantId))) return conflict('Another import is running: try again later.');
      const { actorIdCase } = parts;
      const run = { refused, refuse, actorIdCase, now: parts.clock(), correlationId: uuid() };
      const imported = await importChecked(tx, wanted, run);
      if (refusesAll && refused.size > 0) throw new BadRowsError();
      const warnings = [...found, ...imported.warnings].slice(0, MAX_WARNINGS);
      return done({ ...imported, warnings, bad: refused.size });
    });
  } catch (error) {
    if (error instanceof BadRowsError) return { kind: 'bad-rows', bad: refused.size };
    if (error instanceof OvertakenError) return conflict(error.message);
    if (isHeldUp(error)) return conflict('Other changes are in the way of some of the entities: import again.');
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    return conflict('Somebody else created one of the entities in the meantime: import again.');
  }
}

interface Run {
  /** Numbers of the bad rows. */
  refused: ReadonlySet<number>;
  refuse: RefuseRow;
  actorIdCase: ActorIdCase;
  now: Date;
  /** One correlation id for all events of the import. */
  correlationId: string;
}

async function importChecked(tx: Transaction, wanted: EntityImport, run: Run): Promise<Omit<Imported, 'bad'>> {
  const { tenantId, onProgress } = wanted;
  const { actorIdCase } = run;
  const staging = await stageImport(tx.db, wanted, run);
  const strangers = await staging.strangersAmongOwners(tenantId, { actorIdCase, limit: MAX_WARNINGS });
  const known = strangers.length > 0 ? await findKnownActors(tx.db, tenantId) : [];
  const warnings = strangers
    .filter(({ actorId }) => actorId !== wanted.actor.actorId)
    .map((stranger) => warnOfOwner(stranger, { path: ['content', 'owner'], actorIdCase, known }));

  const counts = { created: 0, updated: 0, unchanged: 0 };
  for await (const rows of batchesOf(staging)) {
    const changes = await planBatch(tx, rows, { tenantId, ...run });
    const entities = changes.map(({ entity }) => entity);
    await writeEntities(tx.db, entities);
    await insertVersions(
      tx.db,
      changes.map((change) => versionOf(change, wanted.actor)),
    );
    await tx.emitMany(tenantId, eventsOf(changes, wanted, run));
    const created = changes.filter(({ entity }) => entity.version === 1).length;
    counts.created += created;
    counts.updated += changes.length - created;
    counts.unchanged += rows.filter(({ number }) => !run.refused.has(number)).length - changes.length;
    onProgress?.({ phase: 'writing', rows: counts.created + counts.updated + counts.unchanged });
  }
  await assertNotRequested(tx, staging, tenantId);
  return { ...counts, warnings };
}

/**
 * The tags come last. A tag holds the texts of what it marks against new profiles until the import ends: so it is not
 * for long, and no entity is changed afterwards whose new profile may wait for a text.
 */
async function* batchesOf(staging: ImportStaging): AsyncGenerator<StagedRow[]> {
  for (const areTags of [false, true]) {
    for (let last = 0; ;) {
      const rows = await staging.rowsAfter(last, { areTags, limit: BATCH_ROWS });
      if (rows.length === 0) break;
      last = rows.at(-1)?.number ?? last;
      yield rows;
    }
  }
}

/** A request made meanwhile to create one of these entities could never be applied. Must be called last. */
async function assertNotRequested({ db }: Transaction, staging: ImportStaging, tenantId: string): Promise<void> {
  await keepCreationsOut(db, tenantId);
  const [requested] = await staging.removeNamed(await findOpenCreations(db, tenantId));
  if (!requested) return;
  const { entityType, canonicalKey } = requested;
  throw new OvertakenError(
    `Somebody has requested to create ${entityType} ${canonicalKey} in the meantime: import again.`,
  );
}
