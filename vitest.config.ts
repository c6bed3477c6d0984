import { defineConfig } from 'vitest/config';

/** Their length is set by FAULTS_FULL; they are a project of their own because they run the built program. */
const FAULTS = 'test/faults/**/*.test.ts';

const common = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  // Vite would take graphql's ES module, and the libraries take its CommonJS one: two copies refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // Each file runs a database of its own; more of them at once than cores makes all of them slow.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'tests',
          // What a worker has loaded serves its next file, too: a sixth of the time.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [FAULTS],
          globalSetup: ['test/support/store-template.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'faults',
          include: [FAULTS],
          globalSetup: ['test/faults/support/prepare.ts'],
          testTimeout: 240_000,
        },
      },
    ],
  },
});
