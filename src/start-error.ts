import { ConfigError } from './config.ts';
import { DataDirInUseError } from './store/database/data-dir-lock.ts';
import { StoreEncodingError } from './store/database/store-encoding.ts';

/** Ends the process: with one line where whoever starts the program can mend it, otherwise with the error itself. */
export function failToStart(error: unknown): never {
  const isOurs = [ConfigError, DataDirInUseError, StoreEncodingError].some((kind) => error instanceof kind);
  const isListenError = error instanceof Error && 'syscall' in error && error.syscall === 'listen';
  if (!(error instanceof Error) || !(isOurs || isListenError)) throw error;
  const hint = isListenError ? '. Stop what listens there first, or set another PORT.' : '';
  process.stderr.write(`${error.message}${hint}\n`);
  process.exit(1);
}
