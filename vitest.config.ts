import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's ES module, and the libraries take its CommonJS one: two copies refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/store-template.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file runs a database of its own; more of them at once than cores makes all of them slow.
    maxWorkers: 2,
  },
});
