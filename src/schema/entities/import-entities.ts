import { BAD_ROW_POLICIES, type BadRow, type ImportRow } from '../../workflow/entities/entity-import.ts';
import { type ImportCounts, importEntities } from '../../workflow/entities/import-entities.ts';
import { done, invalid, type Outcome } from '../../workflow/outcome.ts';
import { EntityChangeInput, toChange } from '../approvals/approval-mutations.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { EntityTypeEnum, enumOf } from '../kit/enums.ts';
import { listSize } from '../kit/list-size.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ConflictError, ErrorInterface, IssueRef, ValidationError } from '../kit/refusals.ts';

/** Most rows of one call: what a request can wait for. The command `import` takes any number. */
const MAX_ROWS = 1_000;
/** What an answer says of bad rows: the first will do to find the fault. */
const MAX_LISTED_ROWS = 100;
const MAX_LISTED_ISSUES = 10;

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
  description: 'A row that cannot be taken.',
  fields: (t) => ({
    row: t.int({ description: 'Its place among the rows; the first is 0.', resolve: ({ number }) => number - 1 }),
    issues: t.field({
      type: [IssueRef],
      extensions: listSize(MAX_LISTED_ISSUES),
      description: `What is wrong with it: at most ${MAX_LISTED_ISSUES} things. A path begins in the row.`,
      resolve: ({ issues }) => issues.slice(0, MAX_LISTED_ISSUES),
    }),
  }),
});

interface BadRows {
  bad: number;
  badRows: BadRow[];
}
const badRowCount = 'How many rows cannot be taken.';
const badRows = `The first of them, at most ${MAX_LISTED_ROWS}.`;

interface Rejected extends BadRows {
  kind: 'bad-rows';
  message: string;
}
const BadRowsError = builder.objectRef<Rejected>('BadRowsError').implement({
  description: 'Some rows cannot be taken, and so nothing was, by REFUSE_ALL.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    badRowCount: t.exposeInt('bad', { description: badRowCount }),
    badRows: t.expose('badRows', { type: [BadRowRef], extensions: listSize(MAX_LISTED_ROWS), description: badRows }),
  }),
});

type ImportAnswer = Outcome<ImportCounts & BadRows, 'invalid' | 'conflict'> | Rejected;
const ImportEntitiesResult = mutationResult<ImportAnswer>('ImportEntities', {
  description: 'What the import did, or why it did nothing.',
  success: 'What the import did.',
  fields: (t) => ({
    created: t.exposeInt('created', { description: 'Entities that were not there before.' }),
    updated: t.exposeInt('updated', { description: 'Entities that have a new version.' }),
    unchanged: t.exposeInt('unchanged', {
      description: 'Entities that were the same already: nothing happened to them.',
    }),
    badRowCount: t.exposeInt('bad', { description: `${badRowCount} They were left out, by SKIP.` }),
    badRows: t.expose('badRows', { type: [BadRowRef], extensions: listSize(MAX_LISTED_ROWS), description: badRows }),
  }),
  refusals: { invalid: ValidationError, conflict: ConflictError, 'bad-rows': BadRowsError },
});

async function importRows(
  context: SchemaContext,
  { rows, onBadRow }: typeof ImportEntitiesInput.$inferInput,
): Promise<ImportAnswer> {
  if (rows.length > MAX_ROWS) {
    return invalid([
      { path: ['rows'], message: `must have at most ${MAX_ROWS} items; use the command import for more` },
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
      const message = `${outcome.bad} of ${rows.length} rows cannot be taken: nothing is imported.`;
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
      'Takes over existing definitions without approvals: they are in force at once. The same again changes nothing.',
    args: { input: t.arg({ type: ImportEntitiesInput, required: true, description: 'The entities.' }) },
    resolve: (_, { input }, context) => importRows(context, input),
  }),
);
