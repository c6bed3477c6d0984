import { SETTINGS } from '../src/settings.ts';

/** The rows of the settings table in docs/operations.md. */
export function settingsTable(): string {
  return Object.entries(SETTINGS)
    .map(([name, { expected, meaning }]) => `| \`${name}\` | ${expected} | ${meaning} |`)
    .join('\n');
}
