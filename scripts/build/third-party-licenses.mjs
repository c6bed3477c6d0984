import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IS_LICENSE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The names and licences of the packages that files come from, as one text.
 * @param {string[]} files paths of bundled files
 */
export function thirdPartyLicenses(files) {
  const folders = new Set(files.filter((file) => file.includes('node_modules/')).map(packageFolder));
  return [...folders]
    .sort()
    .map(describe)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} file */
function packageFolder(file) {
  let folder = dirname(file);
  // Libraries have further package.json files inside, which say no more than how to load what is beside them.
  while (manifestOf(folder)?.version === undefined) folder = dirname(folder);
  return folder;
}

/**
 * @param {string} folder
 * @returns {{ name?: string, version?: string, license?: string } | undefined}
 */
function manifestOf(folder) {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- npm has read it before us
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** @param {string} folder */
function describe(folder) {
  const { name = '', version = '', license = 'see below' } = manifestOf(folder) ?? {};
  const texts = readdirSync(folder)
    .filter((file) => IS_LICENSE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}
