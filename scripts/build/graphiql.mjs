import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { thirdPartyLicenses } from './third-party-licenses.mjs';

const FOLDER = 'dist/graphiql';
const ASSETS = '/graphiql/';

const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
};

/** @type {import('esbuild').BuildOptions & { metafile: true, write: false }} */
const OPTIONS = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: FOLDER,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'warning',
};

/** Fonts of a style sheet: as files, a browser loads those alone of which it shows a letter. */
const FONT = /url\("?data:font\/(woff2|woff|ttf);base64,([A-Za-z0-9+/=]+)"?\)/g;

/**
 * Writes the page of GraphiQL, and what it loads: under names that change with the content, and compressed, so that the
 * server only has to send it.
 */
export async function buildGraphiQL() {
  const workers = await build({ ...OPTIONS, entryPoints: WORKERS, format: 'iife' });
  const paths = Object.fromEntries(Object.keys(WORKERS).map((name) => [name, pathOf(workers, `${name}-`)]));
  const scripts = await build({
    ...OPTIONS,
    entryPoints: ['graphiql/main.tsx'],
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    // Of the older names of these modules, esbuild would pass on the default export only.
    alias: { 'prettier/parser-graphql': 'prettier/plugins/graphql', 'prettier/parser-babel': 'prettier/plugins/babel' },
    // GraphiQL's own style sheet contains that of the editor.
    loader: { '.css': 'empty' },
    define: { ...OPTIONS.define, WORKER_PATHS: JSON.stringify(paths) },
  });
  const styles = await build({ ...OPTIONS, entryPoints: ['graphiql/page.css'] });

  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(join(FOLDER, 'assets'), { recursive: true });
  for (const { path, contents } of [...workers.outputFiles, ...scripts.outputFiles]) write(basename(path), contents);
  const style = styles.outputFiles
    .map(({ text }) => text)
    .join('')
    .replaceAll(
      FONT,
      (_url, type, base64) => `url(${ASSETS}${writeHashed('font', type, Buffer.from(base64, 'base64'))})`,
    );
  const page = readFileSync('graphiql/index.html', 'utf8')
    .replace('STYLE', ASSETS + writeHashed('page', 'css', Buffer.from(style)))
    .replace('SCRIPT', pathOf(scripts, 'main-'));
  writeFileSync(join(FOLDER, 'index.html'), page);
  const inputs = [workers, scripts, styles].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(join(FOLDER, 'third-party-licenses.txt'), thirdPartyLicenses(inputs));
}

/**
 * @param {import('esbuild').BuildResult<typeof OPTIONS>} result
 * @param {string} start how the name of the file begins
 */
function pathOf({ outputFiles }, start) {
  const name = outputFiles.map(({ path }) => basename(path)).find((file) => file.startsWith(start));
  if (name === undefined) throw new Error(`no file ${start}*`);
  return ASSETS + name;
}

/**
 * @param {string} name
 * @param {string} type
 * @param {Buffer} content
 */
function writeHashed(name, type, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  const file = `${name}-${hash}.${type}`;
  write(file, content);
  return file;
}

/**
 * @param {string} file
 * @param {Uint8Array} content
 */
function write(file, content) {
  writeFileSync(join(FOLDER, 'assets', `${file}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}
