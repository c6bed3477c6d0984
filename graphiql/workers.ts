/** Paths of the workers' scripts, which the build puts in. */
declare const WORKER_PATHS: { editor: string; graphql: string; json: string };

/** Where Monaco, the editor of GraphiQL, looks for its workers. */
const MonacoEnvironment = {
  getWorker: (_id: string, label: string) =>
    new Worker(label === 'graphql' || label === 'json' ? WORKER_PATHS[label] : WORKER_PATHS.editor),
};

/** Lets the editor check and complete in workers whose scripts are files of this server, as its policy demands. */
export function provideWorkers(): void {
  Object.assign(globalThis, { MonacoEnvironment });
}
