import * as z from 'zod';

import { DATASET_KINDS, type WarehouseColumn, type WarehouseTable } from '../../domain/datasets/warehouse-table.ts';
import type { Entity } from '../../domain/entities/entity.ts';
import { builder } from '../kit/builder.ts';
import { enumOf } from '../kit/enums.ts';
import { countsFor, listSize } from '../kit/lists/list-size.ts';
import { DEFAULT_PAGE_SIZE, listCursor, MAX_PAGE_SIZE, resolvePage } from '../kit/lists/page.ts';
import { BusinessRuleRef, GovernedEntityRef } from '../kit/refs.ts';
import { MAX_BOUND, MAX_RULES } from './dataset-loaders.ts';
import { inWarehouse } from './in-warehouse.ts';

/** For how many fields one counts that reads the catalog of the warehouse: 10,000 tables take Postgres some 20 ms. */
const READS_CATALOG = 500;
/** Most tables have no more columns than this. */
const USUAL_COLUMNS = 50;
const USUAL_RULES = 3;
const USUAL_ENTITIES = 5;

const DatasetKindEnum = enumOf('DatasetKind', DATASET_KINDS, 'What a dataset is in the database.', {
  TABLE: 'A table, partitioned or not.',
  VIEW: 'A view.',
  MATERIALIZED_VIEW: 'A materialized view.',
  FOREIGN_TABLE: 'A table of another server.',
});

interface DatasetColumn extends WarehouseColumn {
  /** The active rules that are bound to it. */
  rules: () => Promise<Entity[]>;
}

const DatasetColumnRef = builder.objectRef<DatasetColumn>('DatasetColumn').implement({
  description: 'A column of a table in the warehouse.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column, exactly.' }),
    dataType: t.exposeString('dataType', { description: 'Its type, as named by the database, such as numeric(10,2).' }),
    nullable: t.exposeBoolean('nullable', { description: 'Whether the database allows missing values in it.' }),
    inPrimaryKey: t.exposeBoolean('inPrimaryKey', { description: 'Whether it is part of the primary key.' }),
    rules: t.field({
      type: [BusinessRuleRef],
      extensions: listSize(USUAL_RULES),
      description: `The active business rules that are bound to it, by canonical key: of one table, the first ${MAX_RULES}.`,
      resolve: ({ rules }) => rules(),
    }),
  }),
});

const DatasetRef = builder.objectRef<WarehouseTable>('Dataset').implement({
  description: 'A table of the warehouse, as its catalog describes it now: what an entity can be bound to.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of the table, exactly.' }),
    table: t.exposeString('table', { description: 'Name of the table, exactly.' }),
    kind: t.expose('kind', { type: DatasetKindEnum, description: 'What it is in the database.' }),
    columns: t.field({
      type: [DatasetColumnRef],
      extensions: listSize(USUAL_COLUMNS),
      description: 'Its columns, in order; with a role in WAREHOUSE_ACCESS, those that the role may read.',
      async resolve({ schema, table }, _, { loaders: { datasets } }) {
        const columns = await inWarehouse(datasets.columns.load({ schema, table }));
        return columns.map((column) => ({
          ...column,
          async rules() {
            const rules = await datasets.rules.load({ schema, table });
            return rules.filter(({ dataset }) => dataset?.column === column.name);
          },
        }));
      },
    }),
    entities: t.field({
      type: [GovernedEntityRef],
      extensions: listSize(USUAL_ENTITIES),
      description: `The active entities that are bound to it or to a column of it, except business rules, by canonical key: the first ${MAX_BOUND}.`,
      resolve: ({ schema, table }, _, { loaders: { datasets } }) => datasets.entities.load({ schema, table }),
    }),
    readable: t.exposeBoolean('readable', {
      description:
        'Whether all of its columns and rows can be read now. False: the database refuses some, row-level security may hide some, or a materialized view has no data yet. An entity that is bound to it may then have no profile.',
    }),
  }),
});

interface Counted {
  total: () => Promise<number>;
}

const DatasetConnection = builder.connectionObject<typeof DatasetRef, Counted, false, false>(
  {
    type: DatasetRef,
    name: 'DatasetConnection',
    description: 'A page of datasets.',
    fields: (t) => ({
      totalCount: t.int({
        extensions: countsFor(READS_CATALOG),
        description: `Number of datasets on all pages. Counted only if it is selected, which counts for ${READS_CATALOG} fields.`,
        resolve: ({ total }) => total(),
      }),
    }),
  },
  { name: 'DatasetEdge', description: 'A dataset and its cursor.' },
);

/** Names in base64: a cursor contains no escaped characters, and a name may contain any. */
const keySchema = z.object({ schema: z.string(), table: z.string() });
const encoded = (name: string) => Buffer.from(name).toString('base64url');
const decoded = (text: string) => Buffer.from(text, 'base64url').toString();

const UNAVAILABLE =
  'If the warehouse does not answer within 3 s, this fails with WAREHOUSE_UNAVAILABLE. Only what WAREHOUSE_ACCESS opens to the tenant is shown.';

builder.queryFields((t) => ({
  datasets: t.field({
    type: DatasetConnection,
    skipTypeScopes: true,
    authScopes: { role: 'STEWARD' },
    extensions: countsFor(READS_CATALOG),
    description: `Tables and views of the warehouse, by schema and name, in the order of their bytes; without the server’s own, and without the partitions of partitioned tables. Counts for ${READS_CATALOG} fields. ${UNAVAILABLE}`,
    args: {
      search: t.arg.string({
        description:
          'Words, separated by spaces, that the name of the table with its schema, such as sales.orders, contains, ignoring case: every word must be found. At most 20 words are looked for.',
      }),
      schema: t.arg.string({ description: 'Only those of this schema, exactly.' }),
      first: t.arg.int({
        description: `Number of items after the cursor: 1 to ${MAX_PAGE_SIZE}. Default: ${DEFAULT_PAGE_SIZE}.`,
      }),
      after: t.arg.string({ description: 'Start after the item with this cursor.' }),
    },
    async resolve(_, { search, schema, ...args }, { catalogue, viewer: { tenantId } }) {
      const query = { search: search ?? undefined, schema: schema ?? undefined };
      const page = await resolvePage(
        args,
        listCursor('datasets', tenantId, keySchema),
        (item: WarehouseTable) => ({ schema: encoded(item.schema), table: encoded(item.table) }),
        ({ after, limit }) => {
          const from = after && { schema: decoded(after.schema), table: decoded(after.table) };
          return inWarehouse(catalogue.list(tenantId, query, { after: from, limit }));
        },
      );
      return { ...page, total: () => inWarehouse(catalogue.count(tenantId, query)) };
    },
  }),
  dataset: t.field({
    type: DatasetRef,
    nullable: true,
    skipTypeScopes: true,
    authScopes: { role: 'STEWARD' },
    description: `A table or view of the warehouse; null if there is none. ${UNAVAILABLE}`,
    args: {
      schema: t.arg.string({ required: true, description: 'Its schema, exactly.' }),
      table: t.arg.string({ required: true, description: 'Its name, exactly.' }),
    },
    resolve: async (_, name, { catalogue, viewer: { tenantId } }) =>
      (await inWarehouse(catalogue.find(tenantId, name))) ?? null,
  }),
}));
