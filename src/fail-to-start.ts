import { StartError } from './start-error.ts';

/** Ends the process: with one line if the operator can fix the cause, otherwise with the error itself. */
export function failToStart(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
