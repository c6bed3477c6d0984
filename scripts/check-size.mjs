/*
 * What a browser loads of the dashboard, compressed as it is sent, against its budgets. The files are measured as the
 * build has left them: a tool that compresses what it measures would compress them twice.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const FOLDER = 'dist/dashboard';
const KILOBYTE = 1_000;

/** Most kilobytes: of what every page loads first, and of what a page loads in addition to that. */
const BUDGETS = new Map([
  ['index.html', 230],
  ['lineage/picture/lineage-picture.tsx', 90],
]);

/** @typedef {{ file: string, imports?: string[], css?: string[], assets?: string[], isEntry?: boolean, isDynamicEntry?: boolean }} Chunk */
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8'));
const files = new Set(readdirSync(join(FOLDER, 'assets')).map((name) => name.replace(/\.gz$/, '')));
const known = new Set(Object.values(manifest).map(({ file }) => basename(file)));

/** @param {string} name of a file */
const path = (name) => join(FOLDER, 'assets', `${name}.gz`);

/**
 * Files that are loaded with a source: what it imports, its styles, and workers, which the manifest does not have.
 * @param {string} source
 * @param {Set<string>} found
 */
function loadedWith(source, found = new Set()) {
  const { file, imports = [], css = [] } = manifest[source] ?? {};
  if (file === undefined) throw new Error(`${source} has not been built. Run \`npm run build\`.`);
  if (found.has(basename(file))) return found;
  found.add(basename(file));
  for (const name of css) found.add(basename(name));
  const code = gunzipSync(readFileSync(path(basename(file)))).toString();
  for (const [name] of code.matchAll(/[\w.-]+\.js\b/g)) {
    if (files.has(name) && !known.has(name)) found.add(name);
  }
  for (const imported of imports) loadedWith(imported, found);
  return found;
}

/** @param {Iterable<string>} names */
function kilobytesOf(names) {
  return [...names].reduce((sum, name) => sum + statSync(path(name)).size, 0) / KILOBYTE;
}

const entry = loadedWith('index.html');
const pages = Object.keys(manifest).filter((source) => manifest[source]?.isDynamicEntry && !source.startsWith('_'));
for (const source of BUDGETS.keys()) if (!manifest[source]) throw new Error(`there is no ${source} any more`);

for (const source of ['index.html', ...pages.sort()]) {
  const own = source === 'index.html' ? entry : [...loadedWith(source)].filter((name) => !entry.has(name));
  const kilobytes = kilobytesOf(own);
  const budget = BUDGETS.get(source);
  const isOver = budget !== undefined && kilobytes > budget;
  if (isOver) process.exitCode = 1;
  const limit = budget === undefined ? '' : ` of ${budget}${isOver ? ': TOO LARGE' : ''}`;
  console.log(`${kilobytes.toFixed(1).padStart(7)} KB${limit}  ${source}`);
}
