import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Path of a program on this machine, or undefined.
 * @param {{ names: readonly string[], variable?: string, elsewhere?: readonly string[] }} program its names in the
 *   PATH, the environment variable that may name it, and where else it may be
 * @returns {string | undefined}
 */
export function findProgram({ names, variable, elsewhere = [] }) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    variable === undefined ? undefined : process.env[variable],
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...elsewhere,
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
