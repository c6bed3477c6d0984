import type { ActorIdCase } from '../../domain/actor-id.ts';
import { type Issue, withOwnerNormalized } from '../../domain/entities/entity-change.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import { findOpenCreations } from '../../store/approvals/approvals.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { createImportStaging, type ImportStaging, type StagedRow } from '../../store/entities/write/import-staging.ts';
import type { EntityImport } from './entity-import.ts';
import { parseRow } from './parse-import-row.ts';
import { openRequestIssue, type RefuseRow } from './plan-import.ts';

const BATCH_ROWS = 500;
const DANGLING_LIMIT = 10_000;

interface StageOptions {
  /** Numbers of the bad rows. */
  refused: ReadonlySet<number>;
  refuse: RefuseRow;
  actorIdCase: ActorIdCase;
}

/** Stages the rows, except those that are refused: for their content, for open requests, or for what they mention. */
export async function stageImport(
  db: Db,
  wanted: EntityImport,
  { refused, refuse, actorIdCase }: StageOptions,
): Promise<ImportStaging> {
  const staging = await createImportStaging(db);
  await stageRows(staging, wanted, { refused, refuse, actorIdCase });
  await refuseRequested(db, staging, wanted, refuse);
  await refuseDangling(staging, wanted, refuse);
  return staging;
}

async function stageRows(
  staging: ImportStaging,
  { rows, onProgress }: EntityImport,
  { refused, refuse, actorIdCase }: StageOptions,
): Promise<void> {
  let batch: StagedRow[] = [];
  let number = 0;
  async function flush(): Promise<void> {
    for (const repeated of await staging.add(batch)) {
      refuse(repeated, [{ path: ['canonicalKey'], message: 'is the same as in an earlier row' }]);
    }
    batch = [];
    onProgress?.({ phase: 'comparing', rows: number });
  }
  for await (const row of rows()) {
    number++;
    if (refused.has(number)) continue;
    const parsed = parseRow(row);
    if ('issues' in parsed) throw new Error(`row ${number} has changed while it was imported`);
    batch.push({ ...parsed, content: withOwnerNormalized(parsed.content, actorIdCase), number });
    if (batch.length === BATCH_ROWS) await flush();
  }
  await flush();
  await staging.finishAdding();
}

/**
 * Entities whose creation is requested are left to the request. Before anything is written, because other rows may
 * mention them.
 */
async function refuseRequested(
  db: Db,
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

/**
 * Refuses rows that mention what does not exist. Other rows may have mentioned a refused row: these are refused in
 * turn, unless nothing is to be imported anyway.
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
      const message = `there is no ${mentioned.entityType} ${mentioned.canonicalKey}, and it is not imported either`;
      byRow.set(number, [...(byRow.get(number) ?? []), { path: ['content', ...path], message }]);
    }
    for (const [number, issues] of byRow) refuse(number, issues);
  }
}
