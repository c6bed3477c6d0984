/*
 * Builds dist/: the server as a bundle, and what it reads. Only what has changed since the last build is built again.
 * --no-check omits type checking and the packages: for tests that run the program. --pages builds what browsers
 * load alone: for a server that runs from its sources.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';

import { buildChanged } from './build/build-changed.mjs';
import { bundle } from './build/bundle.mjs';
import { buildDashboard } from './build/dashboard.mjs';
import { buildGraphiQL } from './build/graphiql.mjs';
import { runNode } from './build/run-node.mjs';

const isChecked = !process.argv.includes('--no-check');
const arePagesOnly = process.argv.includes('--pages');
const TSC = 'node_modules/typescript/bin/tsc';

/**
 * The entry points ./client and ./events of this package are the packages of those names, with their types.
 * @param {string} name
 * @param {string} sources
 */
const packageStep = (name, sources) => ({
  name: `package ${name}`,
  inputs: ['tsconfig.json', sources, `packages/${name}/tsconfig.json`, 'scripts/build/package.mjs'],
  outputs: [`packages/${name}/dist`, `dist/${name}`],
  async run() {
    await runNode('scripts/build/package.mjs', name);
    rmSync(`dist/${name}`, { recursive: true, force: true });
    cpSync(`packages/${name}/dist`, `dist/${name}`, { recursive: true });
  },
});

const CHECKS = [
  {
    name: 'types',
    inputs: ['tsconfig.json', 'tsconfig.build.json', 'src'],
    outputs: [],
    run: () => runNode(TSC, '-p', 'tsconfig.build.json'),
  },
  {
    name: 'types of graphiql',
    inputs: ['tsconfig.json', 'graphiql', 'browser', 'packages/client/src'],
    outputs: [],
    run: () => runNode(TSC, '--noEmit', '-p', 'graphiql'),
  },
  {
    name: 'types of the dashboard',
    inputs: ['tsconfig.json', 'dashboard', 'browser', 'packages/client/src', 'src/domain', 'src/events/schemas'],
    outputs: [],
    run: () => runNode(TSC, '--noEmit', '-p', 'dashboard'),
  },
  packageStep('client', 'packages/client/src'),
  packageStep('events', 'src/events'),
];

const GRAPHIQL = {
  name: 'graphiql',
  inputs: [
    'graphiql',
    'browser',
    'packages/client/src',
    'scripts/build/graphiql.mjs',
    'scripts/build/third-party-licenses.mjs',
  ],
  outputs: ['dist/graphiql/index.html', 'dist/graphiql/assets'],
  run: buildGraphiQL,
};

const DASHBOARD = {
  name: 'dashboard',
  inputs: [
    'dashboard',
    'browser',
    'packages/client/src',
    'src/domain',
    'src/events/schemas',
    'scripts/build/dashboard.mjs',
  ],
  outputs: ['dist/dashboard/index.html', 'dist/dashboard/manifest.json', 'dist/dashboard/assets'],
  run: buildDashboard,
};

const PAGES = [GRAPHIQL, DASHBOARD];

const PROGRAM = [
  ...PAGES,
  {
    name: 'server',
    inputs: ['src', 'scripts/build/bundle.mjs', 'scripts/build/third-party-licenses.mjs'],
    outputs: ['dist/main.js', 'dist/import/main.js', 'dist/load/main.js', 'dist/pglite-worker.js', 'dist/migrations'],
    run: bundle,
  },
  {
    // A store that lacks what newer sources add gets it when it is opened, like any older store.
    name: 'store template',
    inputs: ['src/store/database', 'src/store/queue', 'scripts/build/make-store-template.ts'],
    outputs: ['dist/template'],
    async run() {
      rmSync('dist/template', { recursive: true, force: true });
      mkdirSync('dist/template', { recursive: true });
      await runNode('--import', 'tsx', 'scripts/build/make-store-template.ts', 'dist/template');
    },
  },
];

const steps = arePagesOnly ? PAGES : [...PROGRAM, ...(isChecked ? CHECKS : [])];
process.exitCode = (await buildChanged(steps)) ? 0 : 1;
