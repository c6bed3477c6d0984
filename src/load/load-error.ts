/** Why a file cannot be loaded. The message is one line, written for the person who loads it. */
export class LoadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoadError';
  }
}

/** An error at a line of a source, as in `movies.csv line 17: 5 fields where the header has 6`. */
export function errorAt(source: string, line: number, problem: string, options?: ErrorOptions): LoadError {
  return new LoadError(`${source} line ${line}: ${problem}`, options);
}
