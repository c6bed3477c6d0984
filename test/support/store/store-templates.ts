import type { TestProject } from 'vitest/node';

import type { Templates } from './make-store-templates.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** File with the data of a migrated PGlite. */
    pgliteTemplate: string;
    /** The Postgres on which the tests have their databases. */
    postgresUrl: string;
    /** Name of a migrated database on it, to be copied. */
    postgresTemplate: string;
  }
}

/** Each level has this module loaded anew; the templates are made once for all of them. */
const made = globalThis as { testStoreTemplates?: Promise<Templates> };

/**
 * Makes one migrated store of each kind, with all its queues, for every test to begin with a copy: a new one takes
 * seconds. The Postgres is the one that DATABASE_URL names, or else one that is started for this run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Not above: each level would load the whole program.
  made.testStoreTemplates ??= import('./make-store-templates.ts').then(({ makeStoreTemplates }) =>
    makeStoreTemplates(),
  );
  const templates = await made.testStoreTemplates;
  project.provide('pgliteTemplate', templates.pgliteTemplate);
  project.provide('postgresUrl', templates.postgresUrl);
  project.provide('postgresTemplate', templates.postgresTemplate);
  return async () => {
    if (made.testStoreTemplates === undefined) return;
    made.testStoreTemplates = undefined;
    await templates.dispose();
  };
}
