import { SETTINGS } from '../../../src/settings.ts';

/**
 * The environment of this process without any setting of the server: what stands in it for the tests, such as a
 * DATABASE_URL, must not reach a server that they start by accident.
 */
export function outerEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !(name in SETTINGS)));
}
