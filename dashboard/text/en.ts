/**
 * Everything that the page says, in English. A translation is another object of this shape. Each page has its section;
 * words that several pages use are in `common`.
 */
export const en = {
  common: {
    product: 'Metadata governance',
    retry: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    loading: 'Loading',
    showMore: 'Show more',
    nothing: 'None',
    unknownPage: 'There is no such page.',
    goHome: 'Go to the overview',
    showQuery: 'Show me this query',
    ago: (time: string) => time,
    points: (score: string) => `${score} of 100`,
    never: 'never',
  },
  tiers: { TIER1: 'Tier 1', TIER2: 'Tier 2', TIER3: 'Tier 3', TIER4: 'Tier 4', TIER5: 'Tier 5' },
  entityTypes: {
    METADATA: 'Metadata',
    KPI: 'KPI',
    GLOSSARY: 'Glossary term',
    BUSINESS_RULE: 'Business rule',
    TAG: 'Tag',
    LINEAGE: 'Lineage',
  },
  profileStates: {
    FRESH: 'Fresh',
    STALE: 'Stale',
    NEVER: 'Never profiled',
    FAILING: 'Failing',
    RUNNING: 'Running',
    NOT_MEASURED: 'Not measured',
  },
  statuses: { ACTIVE: 'Active', DEPRECATED: 'Deprecated', DRAFT: 'Draft' },
  changeKinds: { CREATE: 'Create', UPDATE: 'Update', DEPRECATE: 'Deprecate' },
  eventTypes: {
    APPROVAL_APPROVED: 'Approved',
    APPROVAL_CREATED: 'Requested',
    APPROVAL_REJECTED: 'Rejected',
    DATA_QUALITY_DEGRADED: 'Quality degraded',
    DATA_REFRESHED: 'Data refreshed',
    KPI_APPROVED: 'KPI approved',
    KPI_CHANGED: 'KPI changed',
    METADATA_APPROVED: 'Metadata approved',
    METADATA_CHANGED: 'Metadata changed',
    METADATA_DEPRECATED: 'Deprecated',
    METADATA_PROFILE_COMPLETED: 'Profile completed',
    METADATA_PROFILE_DUE: 'Profile due',
    METADATA_PROFILE_FAILED: 'Profile failed',
  },
  sources: {
    AGENT_PROFILER: 'agent.profiler',
    BFF_GRAPHQL: 'bff.graphql',
    ETL_PIPELINE: 'etl.pipeline',
    FINANCE_SERVICE: 'finance.service',
    KERNEL_SCHEDULER: 'kernel.scheduler',
    METADATA_STUDIO_API: 'metadata-studio.api',
    METADATA_STUDIO_APPROVAL: 'metadata-studio.approval',
    SYSTEM_MIGRATION: 'system.migration',
  },
  roles: { VIEWER: 'Viewer', STEWARD: 'Steward', APPROVER: 'Approver', PRODUCER: 'Producer', ADMIN: 'Administrator' },
  errors: {
    title: 'This could not be loaded.',
    unreachable: 'The server cannot be reached. What is shown stays as it was; the page tries again when you do.',
    masked: (id: string) => `The server failed. Its log explains why, under ${id}.`,
    needsRole: (roles: string) => `You need the role ${roles} for this. Ask an administrator of your organization.`,
    crashed: 'This part of the page failed. The rest goes on; reload the page to have it back.',
  },
  navigation: {
    label: 'Pages',
    menu: 'Menu',
    skip: 'Skip to the content',
    home: 'Overview',
    entities: 'Entities',
    lineage: 'Lineage',
    approvals: 'Approvals',
    notifications: 'Notifications',
    policy: 'Policy',
    administration: 'Administration',
    explore: 'Explore',
    search: 'Find an entity',
    searchHint: 'Press / to search',
  },
  connection: {
    connecting: 'Connecting',
    replaying: 'Catching up',
    live: 'Live',
    reconnecting: (since: string) => `Reconnecting since ${since}`,
    reset: 'Loading anew: the log no longer has what was missed',
    stopped: 'Stopped',
    explained: {
      connecting: 'The page is connecting to the server.',
      replaying: 'Events that happened in the meantime are arriving.',
      live: 'Every event so far is shown, and new ones arrive at once.',
      reconnecting: 'The page reconnects by itself. Nothing is lost: what happens meanwhile arrives afterwards.',
      reset:
        'The page was away for longer than the log keeps events. It loads everything anew, and goes on from there.',
      stopped: 'Nothing arrives any more. Reload the page.',
    },
  },
  session: {
    signedInAs: (name: string) => `Signed in as ${name}`,
    actAs: 'Act as',
    actAsHint:
      'This server asks nobody to sign in: choose who you are, so that one person can request and another approve.',
    otherActor: 'Another name',
    choose: 'Act as this person',
    signIn: 'Sign in',
    signOut: 'Sign out',
    token: 'Access token',
    tokenHint: 'This server takes access tokens, and does not say where to get one. Your administrator knows.',
    intro: 'Sign in to see what is governed, how good its data is, and what is happening.',
    yourRoles: (roles: string) => `Roles: ${roles}`,
    noSettings: 'The server does not say how to sign in. It may be starting; try again.',
  },
  theme: { label: 'Colours', system: 'As the system', light: 'Light', dark: 'Dark' },
  home: {
    title: 'Overview',
  },
  entities: {
    title: 'Entities',
  },
  entity: {},
  change: {
    propose: 'Propose a change',
    proposeEntity: 'Propose an entity',
    deprecate: 'Deprecate',
    openRequest: 'Open request',
    hasOpenRequest:
      'A change of it is waiting for a decision. Another one can be proposed once that is decided or withdrawn.',
    needsSteward: 'Profiles and changes are requested by stewards: you need the role Steward for it.',
    needsStewardToCreate: 'New entities are proposed by stewards: you need the role Steward for it.',
    notActive: (status: string) => `${status}: it is no longer profiled, and cannot be changed.`,
    noDataset: 'It is bound to no dataset, so there is nothing to profile.',
    profile: {
      button: 'Profile now',
      requesting: 'Requesting a profile ...',
      requested: 'Requested. The profiling rules are being evaluated ...',
      decided: ({ profiled, joined, explanation }: { profiled: boolean; joined: boolean; explanation: string }) => {
        if (!profiled) return `Not profiled: ${explanation}`;
        return joined
          ? `A profile was already waiting or running; this request joined it. ${explanation}`
          : `A profile has begun: ${explanation}`;
      },
      undecided: 'Requested. The profiling rules have not decided yet; the decision will be listed on this page.',
      noAnswer: 'The server gave no answer. Try again.',
      follow: 'Follow it',
    },
  },
  lineage: {
    title: 'Lineage',
  },
  approvals: {
    title: 'Approvals',
  },
  notifications: {
    title: 'Notifications',
  },
  trace: {
    title: 'Trace',
  },
  policy: {
    title: 'Policy',
  },
  administration: {
    title: 'Administration',
  },
  explore: {
    title: 'Explore',
  },
};
