/** What one call takes: at most 1,000 rows, within the server's limit of 1 MiB for a request. */
const MAX_ROWS = 1_000;
const MAX_BYTES = 900_000;

export interface NumberedRow<R> {
  /** Place in the file, from 0. */
  index: number;
  row: R;
}

/** Rows in as few calls as possible, in their order. A row that is too large for any call has one of its own. */
export function importBatches<R>(rows: readonly NumberedRow<R>[]): readonly (readonly NumberedRow<R>[])[] {
  const encoder = new TextEncoder();
  const batches: NumberedRow<R>[][] = [];
  let size = Infinity;
  for (const row of rows) {
    const bytes = encoder.encode(JSON.stringify(row.row)).length + 1;
    const current = batches.at(-1);
    if (current && current.length < MAX_ROWS && size + bytes <= MAX_BYTES) {
      current.push(row);
      size += bytes;
    } else {
      batches.push([row]);
      size = bytes;
    }
  }
  return batches;
}
