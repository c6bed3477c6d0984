import { availableParallelism } from 'node:os';

import { defineConfig, type UserWorkspaceConfig } from 'vitest/config';

const BUILD = 'test/support/process/build-program.ts';

/** Of the levels whose tests open stores in this process; CONTRIBUTING.md says which test stands where. */
const withStores = {
  // What a worker has loaded serves its next file, too: a sixth of the time.
  isolate: false,
  globalSetup: ['test/support/store/store-templates.ts'],
};

export default defineConfig({
  // Vite would take graphql's ES module, and the libraries take its CommonJS one: two copies refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // Tests wait for other processes: one more at a time than there are cores keeps the cores at work.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      level('unit', { isolate: false }),
      level('store', withStores),
      level('server', withStores),
      level('process', { ...withStores, globalSetup: [...withStores.globalSetup, BUILD] }),
      // They wait for what they have broken to recover, and have processes of their own. Their length is set by FAULTS_FULL.
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
