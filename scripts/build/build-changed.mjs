import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} inputs files and folders; the lock file and the scripts of the build are always among them
 * @property {string[]} outputs what it leaves; if any of it is missing, it is built again
 * @property {() => Promise<void>} run
 */

const STAMPS = 'dist/.built';
const ALWAYS = ['package-lock.json', 'scripts/build.mjs', 'scripts/build/build-changed.mjs'];

/**
 * Runs the steps whose inputs are not those of their last run, side by side, and says so. A step that fails or is
 * interrupted counts as not run.
 * @param {Step[]} steps
 * @returns {Promise<boolean>} whether all is built
 */
export async function buildChanged(steps) {
  console.error('build: looking for changes ...');
  mkdirSync(STAMPS, { recursive: true });
  const changed = steps.filter((step) => !isCurrent(step));
  if (changed.length === 0) console.error('build: nothing has changed');
  else console.error(`build: ${changed.map(({ name }) => name).join(', ')} ...`);
  const results = await Promise.all(changed.map(build));
  return results.every(Boolean);
}

/** @param {Step} step */
function isCurrent({ name, inputs, outputs }) {
  const stamp = stampOf(name);
  if (!outputs.every(existsSync) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8') === digestOf(inputs);
}

/** @param {Step} step */
async function build({ name, inputs, run }) {
  const startedAt = performance.now();
  rmSync(stampOf(name), { force: true });
  // Before it runs: what changes in the meantime is for the next build.
  const digest = digestOf(inputs);
  try {
    await run();
  } catch (error) {
    console.error(`build: ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  writeFileSync(stampOf(name), digest);
  console.error(`build: ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return true;
}

/** @param {string} name */
const stampOf = (name) => join(STAMPS, name.replaceAll(' ', '-'));

/** @param {string[]} inputs */
function digestOf(inputs) {
  const hash = createHash('sha256');
  for (const path of [...ALWAYS, ...inputs].flatMap(filesIn)) {
    const content = readFileSync(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}
