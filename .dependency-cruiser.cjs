/** Imports run one way; docs/architecture.md says why. Each folder names the folders that it may know. */
const MAY_KNOW = {
  events: [],
  domain: ['events'],
  store: ['events', 'domain'],
  profiler: ['events', 'domain', 'store'],
  webhooks: ['events', 'domain'],
  workflow: ['events', 'domain', 'store', 'webhooks'],
  subscribers: ['events', 'domain', 'store', 'webhooks'],
  scheduler: ['events', 'domain', 'store'],
  schema: ['events', 'domain', 'store', 'workflow', 'webhooks'],
  documents: ['events'],
  metrics: ['events', 'domain', 'store'],
  server: ['events', 'domain', 'store', 'workflow', 'schema', 'documents'],
  load: ['events', 'domain', 'store'],
  import: ['events', 'domain', 'store', 'workflow', 'load'],
};
/** Leaves at the top of src that anybody may know. */
const LEAVES = ['errors', 'in-time', 'logger'];

/** What runs when it is called: commands put themselves together. */
const COMMANDS = '^src/[^/]+/main\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nobody-imports-compose-or-main',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|compose/[^/]+|import/main)\\.ts$' },
      to: { path: '^src/(main\\.ts$|compose/)' },
    },
    {
      name: 'public-entry-loads-no-server-code',
      severity: 'error',
      from: { path: '^src/events/index\\.ts$' },
      to: { reachable: true, path: '^src/(?!events/)|^node_modules/(?!zod/)' },
    },
    {
      name: 'client-runs-in-a-browser',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { pathNot: '^src/client/|(^|/)node_modules/(graphql/|graphql-ws/dist/client\\.)' },
    },
    ...Object.entries(MAY_KNOW).map(([folder, known]) => ({
      name: `${folder}-knows-${known.join('-') || 'nothing-of-ours'}`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: COMMANDS },
      to: {
        path: '^src/',
        pathNot: [
          `^src/${folder}/`,
          ...known.map((name) => `^src/${name}/`),
          ...LEAVES.map((name) => `^src/${name}\\.ts$`),
        ],
      },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
