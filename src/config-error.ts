import { StartError } from './start-error.ts';

/** A setting has an invalid value. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
}
