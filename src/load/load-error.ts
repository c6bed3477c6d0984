/** Why a file cannot be loaded. The message is one line, written for the person who loads it. */
export class LoadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoadError';
  }
}

/**
 * An error at a line of a source, as in `movies.csv line 17: 5 fields where the header has 6`. Parquet files have no
 * lines, so their rows are counted.
 */
export function errorAt(source: string, line: number, problem: string, options?: ErrorOptions): LoadError {
  const unit = source.toLowerCase().endsWith('.parquet') ? 'row' : 'line';
  return new LoadError(`${source} ${unit} ${line}: ${problem}`, options);
}
