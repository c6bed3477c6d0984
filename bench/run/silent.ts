import type { Logger } from '../../src/logger.ts';

/** For what is measured without its log. */
export const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** The same, where an error would make a figure void and nobody else says so. */
export const silentButErrors: Logger = { ...silent, error: console.error };
