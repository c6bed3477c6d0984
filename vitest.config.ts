import { availableParallelism } from 'node:os';

import { defineConfig, type UserWorkspaceConfig } from 'vitest/config';

import { LevelOrder } from './test/support/level-order.ts';

const BUILD = 'test/support/process/build-program.ts';

/** For the levels whose tests open stores in this process; CONTRIBUTING.md says where a test belongs. */
const withStores = {
  // Modules that a worker has loaded serve its next file, too: a sixth of the time.
  isolate: false,
  globalSetup: ['test/support/store/store-templates.ts'],
};

export default defineConfig({
  // Vite would load graphql's ES module, and the libraries its CommonJS one: two copies refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // Tests wait for other processes half of their time.
    maxWorkers: 2 * availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LevelOrder },
    projects: [
      level('unit', { isolate: false }),
      level('store', withStores),
      level('server', withStores),
      level('process', { ...withStores, globalSetup: [...withStores.globalSetup, BUILD] }),
      // They look at the demo's data in one browser.
      level('browser', {
        ...withStores,
        globalSetup: [...withStores.globalSetup, BUILD, 'test/support/browser/demo-site.ts'],
        setupFiles: ['test/support/browser/demo-played.ts'],
        testTimeout: 120_000,
      }),
      // They wait for what they have broken to recover, and have their own processes. FAULTS_FULL sets their length.
      level('faults', {
        globalSetup: [BUILD, 'test/support/faults/choose-seed.ts'],
        testTimeout: 240_000,
      }),
    ],
  },
});

function level(name: string, settings: UserWorkspaceConfig['test']) {
  return { extends: true as const, test: { ...settings, name, include: [`test/${name}/**/*.test.ts`] } };
}
