import { and, eq, type SQL, sql } from 'drizzle-orm';

import type { Dataset, Entity } from '../../domain/entities/entity.ts';
import { kindOfId } from '../../domain/ids.ts';
import type { ProfileFailure } from '../../domain/profiling/profile-run.ts';
import { ENTITY_TYPES } from '../../events/schemas/vocabulary.ts';
import { composition, createProjections } from '../database/statements/projection.ts';
import { mdmEntity } from './tables.ts';

/** The id contains the type, and with it the partition. */
export function ofId(tenantId: string, id: string): SQL | undefined {
  const entityType = ENTITY_TYPES.find((type) => kindOfId(id) === type);
  if (!entityType) return sql`false`;
  return and(eq(mdmEntity.tenantId, tenantId), eq(mdmEntity.entityType, entityType), eq(mdmEntity.id, id));
}

/** The columns that a change can change. */
export function contentColumns({ name, description, tier, owner, dataset, definition, ...others }: Entity) {
  const { standardPackId, freshnessHours } = others;
  return {
    name,
    description,
    tier,
    owner,
    standardPackId,
    freshnessHours,
    datasetSchema: dataset?.schema ?? null,
    datasetTable: dataset?.table ?? null,
    datasetColumn: dataset?.column ?? null,
    datasetKeyColumns: dataset?.keyColumns ?? [],
    definition,
  };
}

export function toEntity(row: typeof mdmEntity.$inferSelect): Entity {
  const { datasetSchema, datasetTable, datasetColumn, datasetKeyColumns, ...others } = row;
  const { failureCode, failureMessage, failedAt, failingSince, failureCount, failureReportedAt, ...rest } = others;
  return {
    ...rest,
    dataset: toDataset(datasetSchema, datasetTable, datasetColumn, datasetKeyColumns),
    lastFailure: toFailure(failureCode, failureMessage, failedAt, failingSince, failureCount, failureReportedAt),
  };
}

function toFailure(
  errorCode: string | null,
  errorMessage: string | null,
  at: Date | null,
  since: Date | null,
  failures: number | null,
  reportedAt: Date | null,
): ProfileFailure | null {
  if (errorCode === null || errorMessage === null || at === null) return null;
  return { errorCode, errorMessage, at, since: since ?? at, failures: failures ?? 1, reportedAt: reportedAt ?? at };
}

function toDataset(
  schema: string | null,
  table: string | null,
  column: string | null,
  keyColumns: string[],
): Dataset | null {
  if (schema === null || table === null) return null;
  return { schema, table, keyColumns, ...(column !== null && { column }) };
}

const { datasetSchema, datasetTable, datasetColumn, datasetKeyColumns } = mdmEntity;
const { failureCode, failureMessage, failedAt, failingSince, failureCount, failureReportedAt } = mdmEntity;

/** Entities of which only some properties are read. */
export const entityProjection = createProjections<Entity>(mdmEntity, {
  always: ['id', 'entityType', 'canonicalKey'],
  composed: {
    dataset: composition([datasetSchema, datasetTable, datasetColumn, datasetKeyColumns], toDataset),
    lastFailure: composition(
      [failureCode, failureMessage, failedAt, failingSince, failureCount, failureReportedAt],
      toFailure,
    ),
  },
});
