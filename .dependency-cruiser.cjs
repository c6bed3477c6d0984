/** Imports run one way; docs/architecture.md says why. Each folder lists the folders that it may import. */
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
/** Leaves at the top of src, which every folder may import. */
const LEAVES = ['errors', 'in-time', 'logger', 'reason-of', 'start-error'];

/**
 * For each layer, the rooms that a room may import besides itself and the files at the top of the layer. A room that is
 * not listed may import none.
 */
const ROOMS_KNOW = {
  events: { schemas: [], log: ['schemas'], transport: ['schemas', 'log'], live: ['schemas', 'log', 'transport'] },
  domain: {
    entities: ['profiling'],
    profiling: ['entities'],
    monitoring: ['entities', 'profiling'],
    datasets: ['entities', 'profiling'],
    incidents: ['entities', 'monitoring', 'profiling'],
    approvals: ['entities'],
    notifications: ['entities', 'incidents'],
    lineage: ['entities', 'notifications'],
    webhooks: ['entities'],
    administration: [],
  },
  store: {
    database: [],
    queue: ['database'],
    log: ['database', 'queue'],
    lineage: ['database'],
    entities: ['database', 'lineage'],
    approvals: ['database'],
    profiling: ['database', 'entities', 'log'],
    notifications: ['database'],
    monitoring: ['database'],
    datasets: ['database', 'entities'],
    incidents: ['database', 'entities', 'lineage', 'log', 'profiling', 'monitoring'],
    webhooks: ['database', 'log', 'queue'],
  },
  workflow: {
    administration: [],
    approvals: ['datasets'],
    entities: ['datasets'],
    events: [],
    notifications: [],
    profiling: [],
    webhooks: [],
    incidents: [],
    monitoring: [],
    datasets: [],
  },
  schema: {
    kit: [],
    administration: ['kit', 'events'],
    approvals: ['kit', 'entities'],
    entities: ['kit', 'approvals', 'profiling'],
    events: ['kit'],
    lineage: ['kit', 'events'],
    notifications: ['kit', 'entities', 'events'],
    profiling: ['kit', 'events'],
    incidents: ['kit', 'entities', 'events', 'profiling'],
    monitoring: ['kit', 'incidents', 'profiling'],
    datasets: ['kit', 'entities'],
    webhooks: ['kit', 'events'],
  },
  server: {
    authentication: [],
    graphql: [],
    operations: ['authentication', 'graphql'],
    socket: ['operations'],
    sse: ['operations'],
    origins: [],
    http: ['authentication', 'graphql', 'operations', 'origins', 'socket', 'sse'],
    producers: ['authentication', 'graphql', 'http'],
    health: ['http'],
  },
};
/** What every room of a layer may import: a statement may join the tables of any noun. */
const SHARED_IN = { store: ['^src/store/[^/]+/tables\\.ts$'] };

/** Commands are entry points: each composes its own parts. */
const COMMANDS = '^src/[^/]+/main\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
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
      from: { path: '^packages/client/' },
      to: { pathNot: '^packages/client/|(^|/)node_modules/(graphql/|graphql-ws/dist/client\\.)' },
    },
    {
      name: 'sign-in-runs-in-a-browser',
      severity: 'error',
      from: { path: '^browser/' },
      to: { pathNot: '^browser/|(^|/)node_modules/oauth4webapi/' },
    },
    {
      name: 'graphiql-knows-only-the-client-and-sign-in',
      severity: 'error',
      from: { path: '^graphiql/' },
      to: { path: '^(src|packages)/', pathNot: '^packages/client/src/index\\.ts$' },
    },
    {
      // Beside the public API: what a change may contain, so that a form checks it as the server does.
      name: 'dashboard-knows-the-client-sign-in-and-the-rules-of-changes',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: {
        path: '^(src|packages|graphiql)/',
        pathNot: '^packages/client/src/index\\.ts$|^src/(domain/(entities|monitoring)|events/schemas)/',
      },
    },
    {
      name: 'nobody-imports-the-pages',
      severity: 'error',
      from: { path: '^(src|packages|browser)/' },
      to: { path: '^(graphiql|dashboard)/' },
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
    ...Object.entries(ROOMS_KNOW).flatMap(([layer, rooms]) => [
      ...Object.entries(rooms).map(([room, known]) => ({
        name: `${layer}-${room}-knows-${known.join('-') || 'no-other-room'}`,
        severity: 'error',
        from: { path: `^src/${layer}/${room}/` },
        to: {
          path: `^src/${layer}/[^/]+/`,
          pathNot: [`^src/${layer}/(${[room, ...known].join('|')})/`, ...(SHARED_IN[layer] ?? [])],
        },
      })),
      {
        name: `${layer}-has-no-unlisted-room`,
        severity: 'error',
        from: { path: `^src/${layer}/[^/]+/`, pathNot: `^src/${layer}/(${Object.keys(rooms).join('|')})/` },
        to: { path: '^src/' },
      },
    ]),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)packages/[^/]+/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
