import type { Issue } from '../domain/entity-change.ts';
import {
  BAD_ROW_POLICIES,
  importEntities,
  type BadRow,
  type ImportCounts,
  type ImportRow,
} from '../workflow/import-entities.ts';
import { conflict, invalid, type Refusal } from '../workflow/outcome.ts';
import { EntityChangeInput, toChange } from './approval-mutations.ts';
import { builder } from './builder.ts';
import type { SchemaContext } from './context.ts';
import { EntityTypeEnum, enumOf } from './enums.ts';
import { IssueRef, REFUSAL_TYPES } from './refusals.ts';

/** Most rows of one call: what a request can wait for. The command `import` takes any number. */
const MAX_ROWS = 1_000;

const BadRowPolicyEnum = enumOf(
  'BadRowPolicy',
  BAD_ROW_POLICIES,
  'What becomes of an import with rows that cannot be taken.',
  { SKIP: 'The other rows go in.', REFUSE_ALL: 'Nothing goes in.' },
);

const ImportEntityInput = builder.inputType('ImportEntityInput', {
  description: 'An entity as it is to be.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Its type.' }),
    canonicalKey: t.string({ required: true, description: 'Its canonical key.' }),
    content: t.field({
      type: EntityChangeInput,
      required: true,
      description: 'All of its content: what is left out is empty, but for the owner, who stays.',
    }),
  }),
});
const ImportEntitiesInput = builder.inputType('ImportEntitiesInput', {
  description: 'Entities to take over as they stand elsewhere.',
  fields: (t) => ({
    rows: t.field({
      type: [ImportEntityInput],
      required: true,
      description: `The entities, at most ${MAX_ROWS}, in any order: they may mention one another.`,
    }),
    onBadRow: t.field({
      type: BadRowPolicyEnum,
      description: 'What becomes of it when some of the rows cannot be taken; left out: REFUSE_ALL.',
    }),
  }),
});

const BadRowRef = builder.objectRef<BadRow>('BadImportRow').implement({
  description: 'A row that was left out.',
  fields: (t) => ({
    row: t.int({ description: 'Its place among the rows; the first is 0.', resolve: ({ number }) => number - 1 }),
    issues: t.expose('issues', { type: [IssueRef], description: 'Everything that is wrong with it.' }),
  }),
});

type Success = { kind: 'ImportEntitiesSuccess'; badRows: BadRow[] } & ImportCounts;
const ImportEntitiesSuccess = builder.objectRef<Success>('ImportEntitiesSuccess').implement({
  description: 'What the import did.',
  fields: (t) => ({
    created: t.exposeInt('created', { description: 'Entities that were not there before.' }),
    updated: t.exposeInt('updated', { description: 'Entities that have a new version.' }),
    unchanged: t.exposeInt('unchanged', {
      description: 'Entities that were the same already: nothing happened to them.',
    }),
    badRows: t.expose('badRows', { type: [BadRowRef], description: 'The rows that were left out, by SKIP.' }),
  }),
});
const ImportEntitiesResult = builder.unionType('ImportEntitiesResult', {
  description: 'What the import did, or why it did nothing.',
  types: [ImportEntitiesSuccess, REFUSAL_TYPES.ValidationError, REFUSAL_TYPES.ConflictError],
  resolveType: ({ kind }) => kind,
});

async function importRows(
  context: SchemaContext,
  { rows, onBadRow }: typeof ImportEntitiesInput.$inferInput,
): Promise<Success | Refusal> {
  if (rows.length > MAX_ROWS) {
    return invalid([
      { path: ['rows'], message: `must have at most ${MAX_ROWS} items; use the command import for more` },
    ]);
  }
  const values: ImportRow[] = rows.map(({ content, ...name }) => ({ value: { ...name, content: toChange(content) } }));
  const badRows: BadRow[] = [];
  const outcome = await importEntities(context, {
    tenantId: context.viewer.tenantId,
    actor: context.viewer.actor,
    rows: () => values,
    onBadRow: onBadRow ?? 'REFUSE_ALL',
    reportBadRow: (row) => badRows.push(row),
  });
  badRows.sort((one, other) => one.number - other.number);
  switch (outcome.kind) {
    case 'imported':
      return { ...outcome, kind: 'ImportEntitiesSuccess', badRows };
    case 'bad rows':
      return invalid(badRows.flatMap(issuesInInput));
    case 'conflict':
      return conflict(outcome.message);
  }
}

function issuesInInput({ number, issues }: BadRow): Issue[] {
  return issues.map(({ path, message }) => ({ path: ['rows', String(number - 1), ...path], message }));
}

builder.mutationField('importEntities', (t) =>
  t.field({
    type: ImportEntitiesResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Takes over existing definitions without approvals: they are in force at once. The same again changes nothing.',
    args: { input: t.arg({ type: ImportEntitiesInput, required: true, description: 'The entities.' }) },
    resolve: (_, { input }, context) => importRows(context, input),
  }),
);
