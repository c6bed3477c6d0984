import { StartError } from './start-error.ts';

/** A setting that has a value which it cannot have. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
}
