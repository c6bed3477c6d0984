import { defineConfig } from 'vitest/config';

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
    // Each file runs a database of its own; more of them at once than cores makes all of them slow.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      level('unit', { isolate: false }),
      level('store', withStores),
      level('server', withStores),
      level('process', withStores),
      // Their length is set by FAULTS_FULL.
      level('faults', { globalSetup: ['test/support/faults/prepare.ts'], testTimeout: 240_000 }),
    ],
  },
});

function level(name: string, settings: { isolate?: boolean; globalSetup?: string[]; testTimeout?: number }) {
  return { extends: true as const, test: { ...settings, name, include: [`test/${name}/**/*.test.ts`] } };
}
