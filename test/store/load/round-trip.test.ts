import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fileSource } from '../../../src/load/file-source.ts';
import { loadTable } from '../../../src/load/load-table.ts';
import { memorySource } from '../../../src/load/source/memory-source.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/load/temporary-folder.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const TABLE = { schema: 't', table: 'round_trip' };
/** Of many values each: what takes time is the table that each run makes. */
const RUNS = { numRuns: 20 };

const cell = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom('a', '0', ',', ';', '"', "'", '\\', '\n', '\r', '\t', ' ', 'é', '🎬', '{', '}'),
    }),
    fc.string({ unit: 'grapheme' }),
  )
  .map((text) => text.replaceAll('\0', ''));
const number = fc.stringMatching(/^-?\d{0,20}(\.\d{0,20})?([eE][+-]?\d{1,3})?$/);
const instant = fc
  .tuple(
    fc.stringMatching(/^[0-2]\d{3}-[01]\d-[0-3]\d$/),
    fc.stringMatching(/^([T ][0-2]\d:[0-6]\d(:[0-6]\d(\.\d{1,9})?)?(Z|[+-][01]\d(:?[0-6]\d)?)?)?$/),
  )
  .map((parts) => parts.join(''));

describe('what is loaded', { timeout: 120_000 }, () => {
  let database: Database;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    [database, folder] = [await openTestStore(), await createTemporaryFolder()];
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await folder[Symbol.asyncDispose]();
  });

  async function stored(): Promise<unknown[]> {
    return (await database.query('SELECT * FROM t.round_trip', [], { rowMode: 'array' })).rows;
  }

  it('is the text that was written', async () => {
    const grid = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 20 }));
    const end = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(grid, end, fc.boolean(), async (rows, end, quoteAll) => {
        const quote = (text: string): string =>
          quoteAll || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        // The first row makes every column one of text.
        const texts = [rows[0]?.map(() => 'x') ?? [], ...rows];
        const header = texts[0]?.map((_, index) => `column ${index}`) ?? [];
        const lines = [header, ...texts].map((fields) => fields.map(quote).join(',') + end);
        await loadTable(database, await fileSource(await folder.write('a.csv', lines.join(''))), TABLE);
        expect(await stored()).toEqual(texts.map((fields) => fields.map((text) => (text === '' ? null : text))));
      }),
      RUNS,
    );
  });

  it('never has a type that its values do not fit, and keeps its numbers', async () => {
    const value = fc.oneof(number, instant, fc.constantFrom('true', 'FALSE', '-0', '5e-324'));
    const columns = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(columns, async (columns) => {
        const rows = [0, 1, 2].map((row) => columns.map((values) => values[row] ?? '').join(','));
        const header = columns.map((_, index) => `c${index}`).join(',');
        const path = await folder.write('a.csv', `${[header, ...rows].join('\n')}\n`);
        const { columns: made } = await loadTable(database, await fileSource(path), TABLE);
        const table = (await stored()) as unknown[][];
        for (const [index, values] of columns.entries()) {
          const written = values.map((value) => (value === '' ? null : value));
          const read = table.map((row) => row[index]);
          const type = made[index]?.type;
          if (type === 'double precision') {
            expect(read).toEqual(written.map((value) => (value === null ? null : Number(value))));
          } else if (type === 'bigint' || type === 'numeric') {
            const same = await database.query('SELECT $1::numeric[] = $2::numeric[] AS same', [read, written]);
            expect(same.rows).toEqual([{ same: true }]);
          }
        }
      }),
      RUNS,
    );
  });

  it('is the value that JSON had', async () => {
    const value = fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      cell,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 20 }), async (values) => {
        const rows = values.map((nested) => [{ json: JSON.stringify([nested]) }]);
        await loadTable(database, memorySource([{ name: 'a' }], rows), TABLE);
        const read = (await stored()) as [string][];
        expect(read.map(([json]) => JSON.parse(json) as unknown)).toEqual(
          values.map((nested) => [nested === 0 ? 0 : nested]),
        );
      }),
      RUNS,
    );
  });
});
