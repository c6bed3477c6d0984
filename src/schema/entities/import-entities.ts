import { BAD_ROW_POLICIES, type BadRow, type ImportRow } from '../../workflow/entities/entity-import.ts';
import { type Imported, importEntities, MAX_WARNINGS } from '../../workflow/entities/import-entities.ts';
import { done, invalid, type Outcome } from '../../workflow/outcome.ts';
import { EntityChangeInput, toChange } from '../approvals/approval-mutations.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { EntityTypeEnum, enumOf } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ConflictError, ErrorInterface, IssueRef, ValidationError } from '../kit/refusals.ts';

/** Most rows of one call, which a request can wait for. The command `import` takes any number. */
const MAX_ROWS = 1_000;
/** Bad rows that a response lists: the first ones are enough to find the fault. */
const MAX_LISTED_ROWS = 100;
const MAX_LISTED_ISSUES = 10;

const BadRowPolicyEnum = enumOf('BadRowPolicy', BAD_ROW_POLICIES, 'What an import does if some rows are invalid.', {
  SKIP: 'Import the valid rows.',
  REFUSE_ALL: 'Import nothing.',
});

const ImportEntityInput = builder.inputType('ImportEntityInput', {
  description: 'An entity with the content that it should have.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Its entity type.' }),
    canonicalKey: t.string({ required: true, description: 'Its canonical key.' }),
    content: t.field({
      type: EntityChangeInput,
      required: true,
      description: 'The complete content. A field that is left out becomes empty, except the owner, which is kept.',
    }),
  }),
});
const ImportEntitiesInput = builder.inputType('ImportEntitiesInput', {
  description: 'Entities to import as they were approved elsewhere.',
  fields: (t) => ({
    rows: t.field({
      type: [ImportEntityInput],
      required: true,
      description: `The entities, at most ${MAX_ROWS}, in any order. They may refer to one another.`,
    }),
    onBadRow: t.field({
      type: BadRowPolicyEnum,
      description: 'What to do if some rows are invalid. Default: REFUSE_ALL.',
    }),
  }),
});

const BadRowRef = builder.objectRef<BadRow>('BadImportRow').implement({
  description: 'A row that cannot be imported.',
  fields: (t) => ({
    row: t.int({ description: 'Index of the row, from 0.', resolve: ({ number }) => number - 1 }),
    issues: t.field({
      type: [IssueRef],
      extensions: listSize(MAX_LISTED_ISSUES),
      description: `What is wrong with the row: at most ${MAX_LISTED_ISSUES} issues, with paths within the row.`,
      resolve: ({ issues }) => issues.slice(0, MAX_LISTED_ISSUES),
    }),
  }),
});

interface BadRows {
  bad: number;
  badRows: BadRow[];
}
const badRowCount = 'Number of invalid rows.';
const badRows = `The first invalid rows, at most ${MAX_LISTED_ROWS}.`;

interface Rejected extends BadRows {
  kind: 'bad-rows';
  message: string;
}
const BadRowsError = builder.objectRef<Rejected>('BadRowsError').implement({
  description: 'Some rows are invalid, and nothing was imported because of REFUSE_ALL.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    badRowCount: t.exposeInt('bad', { description: badRowCount }),
    badRows: t.expose('badRows', { type: [BadRowRef], extensions: listSize(MAX_LISTED_ROWS), description: badRows }),
  }),
});

type ImportAnswer = Outcome<Imported & BadRows, 'invalid' | 'conflict'> | Rejected;
const ImportEntitiesResult = mutationResult<ImportAnswer>('ImportEntities', {
  description: 'The result of the import, or why nothing was imported.',
  success: 'The import succeeded.',
  fields: (t) => ({
    created: t.exposeInt('created', { description: 'Entities that were created.' }),
    updated: t.exposeInt('updated', { description: 'Entities that got a new version.' }),
    unchanged: t.exposeInt('unchanged', {
      description: 'Entities that already had this content and did not change.',
    }),
    badRowCount: t.exposeInt('bad', { description: `${badRowCount} They were skipped because of SKIP.` }),
    badRows: t.expose('badRows', { type: [BadRowRef], extensions: listSize(MAX_LISTED_ROWS), description: badRows }),
    warnings: t.expose('warnings', {
      type: [IssueRef],
      extensions: listSize(MAX_WARNINGS),
      description: `What may be a slip, such as an owner whom nobody knows here: the first ${MAX_WARNINGS}. Nothing was left out for it.`,
    }),
  }),
  refusals: { invalid: ValidationError, conflict: ConflictError, 'bad-rows': BadRowsError },
});

async function importRows(
  context: SchemaContext,
  { rows, onBadRow }: typeof ImportEntitiesInput.$inferInput,
): Promise<ImportAnswer> {
  if (rows.length > MAX_ROWS) {
    return invalid([
      { path: ['rows'], message: `must have at most ${MAX_ROWS} items; use the import command for more` },
    ]);
  }
  const values: ImportRow[] = rows.map(({ content, ...name }) => ({ value: { ...name, content: toChange(content) } }));
  const found: BadRow[] = [];
  const outcome = await importEntities(context, {
    tenantId: context.viewer.tenantId,
    actor: context.viewer.actor,
    rows: () => values,
    onBadRow: onBadRow ?? 'REFUSE_ALL',
    reportBadRow: (row) => found.push(row),
  });
  const badRows = found.sort((one, other) => one.number - other.number).slice(0, MAX_LISTED_ROWS);
  switch (outcome.kind) {
    case 'done':
      return done({ ...outcome, badRows });
    case 'bad-rows': {
      const message = `${outcome.bad} of ${rows.length} rows are invalid; nothing was imported.`;
      return { kind: 'bad-rows', message, bad: outcome.bad, badRows };
    }
    case 'conflict':
      return outcome;
  }
}

builder.mutationField('importEntities', (t) =>
  t.field({
    type: ImportEntitiesResult,
    authScopes: { role: 'ADMIN' },
    description:
      'Imports existing definitions without approval; they take effect immediately. Repeating an import changes nothing.',
    args: { input: t.arg({ type: ImportEntitiesInput, required: true, description: 'The entities.' }) },
    resolve: (_, { input }, context) => importRows(context, input),
  }),
);
