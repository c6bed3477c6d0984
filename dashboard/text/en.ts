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
    changeTitle: 'Propose a change',
    deprecateTitle: 'Propose to deprecate',
    versionOf: (name: string, version: number) => `${name}, version ${version}`,
    unknown: (key: string) => `There is no ${key} of this type.`,
    noVersion: 'No version of it is recorded, so a change has nothing to begin from.',
    chooseType: 'It takes effect once it is approved. What is it?',
    otherType: 'Choose another type',
    newTitle: {
      METADATA: 'Propose metadata',
      KPI: 'Propose a KPI',
      GLOSSARY: 'Propose a glossary term',
      BUSINESS_RULE: 'Propose a business rule',
      TAG: 'Propose a tag',
      LINEAGE: 'Propose lineage',
    },
    typeHints: {
      METADATA: 'A table or one of its columns: what it is, who owns it, and how good its data is.',
      KPI: 'A figure that is computed by a formula.',
      GLOSSARY: 'A business term and its meaning.',
      BUSINESS_RULE: 'A check that every value of a column must pass. It counts in the validity of profiles.',
      TAG: 'A label on other entities.',
      LINEAGE: 'That one entity, or a column of it, is made from another.',
    },
    oneALine: 'One on each line.',
    fields: {
      name: 'Name',
      tier: 'Tier',
      tierHint: 'From tier 1, statutory, to tier 5.',
      owner: 'Owner',
      ownerHint: 'The id of the actor who is responsible, and is notified of what happens. Empty: nobody.',
      description: 'Description',
    },
    parts: {
      name: 'name',
      tier: 'tier',
      owner: 'owner',
      description: 'description',
      dataset: 'dataset',
      kpi: 'KPI',
      glossary: 'term',
      businessRule: 'check',
      tag: 'tag',
      lineage: 'lineage',
    },
    key: {
      label: 'Canonical key',
      hint: 'The name for good, by which other systems refer to it: letters, digits, and _ . : -',
      taken: (type: string) => `There is a ${type.toLowerCase()} of this key already:`,
    },
    definitions: { KPI: 'KPI', GLOSSARY: 'Meaning', BUSINESS_RULE: 'Check', TAG: 'Tag', LINEAGE: 'Lineage' },
    dataset: {
      title: 'Dataset',
      hint: 'The data that is measured when the entity is profiled.',
      ruleTitle: 'Checked column',
      ruleHint: 'The column of the warehouse whose values are checked.',
      isBound: 'It is bound to a table of the warehouse',
      schema: 'Schema',
      table: 'Table',
      column: 'Column',
      checkedColumn: 'Column',
      columnHint: 'Empty: all columns.',
      keyColumns: 'Key columns',
      keyColumnsHint: 'The columns that identify a row, one on each line. Empty: the primary key of the table.',
    },
    kpi: {
      formula: 'Formula',
      unit: 'Unit',
      direction: 'Better is',
      HIGHER_IS_BETTER: 'a higher value',
      LOWER_IS_BETTER: 'a lower value',
      computedFrom: 'Computed from',
      computedFromHint: 'Canonical keys of the metadata that the formula uses. They become its lineage.',
    },
    glossary: { definition: 'Definition', synonyms: 'Synonyms', relatedTerms: 'Related terms' },
    tag: {
      values: 'Values',
      marks: 'Marked entities',
      marksHint: 'The entities that have the tag.',
    },
    rule: {
      kind: 'Every value',
      kinds: {
        notNull: 'must be there',
        acceptedValues: 'is one of a list',
        pattern: 'matches a pattern',
        numberRange: 'is a number in a range',
        dateRange: 'is a date in a range',
        length: 'has a length in a range',
        reference: 'occurs in another table',
      },
      severity: 'Severity of a violation',
      severities: { INFO: 'For information', WARNING: 'Should be fixed', CRITICAL: 'Must be fixed' },
      notNullHint: 'No value of the column may be missing.',
      pattern: 'Pattern',
      patternHint: 'A POSIX regular expression, as in Postgres; without back-references.',
      values: 'Accepted values',
      valuesHint: 'One on each line.',
      min: 'At least',
      max: 'At most',
      rangeHint: 'Leave one empty for a range that is open.',
      dateHint: 'A date such as 2026-01-31, or a date and time. Leave one empty for a range that is open.',
      referenceHint: 'The column that holds the allowed values.',
    },
    lineage: {
      from: 'Made from',
      to: 'Made',
      entityType: 'Type',
      entity: 'Entity',
      column: 'Column',
      columnHint: 'Empty: the whole entity.',
      transformation: 'Transformation',
      transformationHint: 'How it is made, in words. May be empty.',
    },
    names: {
      add: 'Add',
      remove: (key: string) => `Remove ${key}`,
      typeOf: (label: string) => `${label}: type`,
    },
    diff: { before: 'Before:', after: 'After:', removed: 'removed', empty: '(empty)' },
    downstream: {
      title: 'What depends on it',
      none: 'Nothing in the lineage depends on it.',
      count: (count: number, isMore: boolean) => {
        if (isMore) return `More than ${count} entities are downstream of it; the nearest:`;
        return count === 1 ? 'One entity is downstream of it:' : `${count} entities are downstream of it:`;
      },
      showLineage: 'Show the lineage',
    },
    drafts: {
      restored: 'This is what you had written before. It was not sent.',
      discard: 'Start over',
      moved: (version: number) => `Version ${version} took effect while you were writing. Your input is kept.`,
      takeOver: (version: number) => `Continue on version ${version}`,
      takeOverFirst: 'The entity has changed in the meantime: continue on its newest version before you send this.',
      contested: (parts: string) => `Also changed in the newest version, and overwritten by your input: ${parts}.`,
    },
    request: {
      title: { CREATE: 'What is proposed', UPDATE: 'What changes', DEPRECATE: 'Deprecation' },
      nothing: {
        CREATE: 'Fill in the form: what is proposed appears here.',
        UPDATE: 'Nothing differs yet. Change a field: the difference appears here.',
        DEPRECATE: 'Nothing.',
      },
      incomplete: 'Not complete yet: see the fields of the form.',
      comment: 'Comment for the approvers',
      commentHint: 'Why it should change.',
      reason: 'Reason',
      reasonHint: 'Why it goes out of use, and what to use instead.',
      send: { CREATE: 'Request approval', UPDATE: 'Request approval', DEPRECATE: 'Request deprecation' },
      sending: 'Sending ...',
      discard: 'Start over',
      toMend: (count: number) => (count === 1 ? 'One field needs attention.' : `${count} fields need attention.`),
    },
    refused: {
      invalid:
        'The request was not accepted: see the marked fields. Nothing has changed, and your input is still here.',
      openRequest: 'Your input is kept. Wait until that request is decided, or ask its requester to withdraw it.',
      conflict: 'Your input is kept. Look at what has changed, and continue from there.',
      forbidden: 'Nothing has changed. Ask an administrator of your organization.',
      notFound: 'It may have been removed in the meantime.',
    },
    submitted: {
      title: {
        CREATE: 'The new entity is requested.',
        UPDATE: 'The change is requested.',
        DEPRECATE: 'The deprecation is requested.',
      },
      needs: (count: number, role: string) =>
        count === 1
          ? `It needs one approval by somebody else with the role ${role}.`
          : `It needs ${count} approvals by others with the role ${role}.`,
      due: 'The decision is due',
      meanwhile: {
        CREATE: 'Until then the entity does not exist.',
        UPDATE: 'Until then the entity stays as it is.',
        DEPRECATE: 'Until then the entity stays in use.',
      },
      open: 'Open the request',
      back: 'Back to the entity',
      entities: 'To the entities',
    },
    leave: {
      title: 'Leave the form?',
      explanation: 'What you have written was not sent. This tab can keep it until you come back.',
      stay: 'Stay',
      keep: 'Keep it and leave',
      discard: 'Discard and leave',
    },
    issues: {
      empty: 'must not be empty',
      atLeast: (least: number) => `must be at least ${least}`,
      tooLong: (most: number) => `must have at most ${most.toLocaleString('en')} characters`,
      tooMany: (most: number) => `must have at most ${most.toLocaleString('en')} items`,
      noNumber: 'must be a number',
      noInteger: 'must be a whole number',
      noDate: 'must be a date such as 2026-01-31, or a date and time such as 2026-01-31T12:00:00Z',
      item: (position: number, message: string) => `item ${position}: ${message}`,
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
    hint: 'What other thresholds would have meant for the events of a period. Trying them changes nothing.',
    needsRole: 'Other thresholds are tried by stewards and administrators.',
    roles: (one: string, other: string) => `${one} or ${other}`,
    thresholdsTitle: 'Thresholds to try',
    backToCurrent: 'Reset',
    groups: {
      scheduled: 'A profile is due when the last one is at least so old:',
      refreshed: 'New data leads to a profile when:',
    },
    thresholds: {
      tier1: { label: 'Tier 1', unit: 'days' },
      tier2: { label: 'Tier 2', unit: 'days' },
      tier3: { label: 'Tier 3', unit: 'days' },
      tier4: { label: 'Tier 4', unit: 'days' },
      tier5: { label: 'Tier 5', unit: 'days' },
      hours: { label: 'The last profile is older than', unit: 'h' },
      percent: { label: 'Or more of its rows changed than', unit: '%' },
    },
    now: (value: number, unit: string) => `now ${value} ${unit}`,
    period: {
      title: 'Period',
      days: (days: number) => (days === 365 ? 'A year' : `${days} days`),
      from: 'From',
      to: 'To the end of',
    },
    empty: 'Nothing was recorded in this period.',
    emptyHint:
      'The rules are applied to recorded events: choose a longer period, or come back when data was refreshed or profiles were due.',
    refused: 'This was not simulated. What is shown below, if anything, is the last result.',
    issue: (path: readonly string[], message: string) => {
      const names: Record<string, string> = {
        from: 'Period',
        to: 'End of the period',
        thresholdDays: 'Thresholds',
        refreshRatio: 'Share of changed rows',
        refreshMaxAgeHours: 'Age of the last profile',
      };
      return `${names[path[0] ?? ''] ?? path.join('.')}: ${message}.`;
    },
    same: 'same',
    becomes: ', then ',
    noAge: '–',
    hours: (hours: number) => (hours === 0 ? '< 1 h' : `${hours} h`),
    days: (days: number) => `${days} d`,
    misfit: (recorded: number, simulated: number) =>
      `The model does not fit this period exactly: for the current thresholds it gives ${simulated} profiles, and ${recorded} were really started. Other thresholds were in force then, or something happened that the model does not know. The figures below compare two simulations, so their differences still tell the direction.`,
    summary: {
      ran: (runs: number) =>
        runs === 1 ? 'One profile was started.' : `${runs.toLocaleString('en')} profiles were started.`,
      wouldRun: (runs: number, current: number) => {
        const would =
          runs === 1
            ? 'One profile would have been started'
            : `${runs.toLocaleString('en')} profiles would have been started`;
        if (runs === current) return `${would}, as many as with the current thresholds.`;
        const share =
          current === 0 ? '' : ` (${Math.round((100 * Math.abs(runs - current)) / current).toLocaleString('en')} %)`;
        const more = runs > current ? 'more' : 'fewer';
        return `${would} instead of ${current.toLocaleString('en')}: ${Math.abs(runs - current).toLocaleString('en')} ${more}${share}.`;
      },
      period: (from: string, to: string, decisions: number) =>
        `From ${from} to ${to}, the rules decided ${decisions.toLocaleString('en')} times: once for each entity that an event concerned.`,
      tryIt: 'Move a threshold to see what it would have changed.',
      noneStale:
        'No profile would have become older than the current threshold of its tier, with the current thresholds or with these.',
      stale: (count: number, current: number) => {
        const said = count === 0 ? 'No entity' : count === 1 ? 'One entity' : `${count.toLocaleString('en')} entities`;
        return `${said} would have had a profile older than the current threshold of its tier; with the current thresholds ${current.toLocaleString('en')}.`;
      },
      critical: (count: number, current: number) => {
        const said = count === 0 ? 'None' : count.toLocaleString('en');
        return `${said} of them would have become critical; with the current thresholds ${current.toLocaleString('en')}.`;
      },
    },
    tiers: {
      title: 'By tier',
      tier: 'Tier',
      runs: 'Profiles',
      difference: 'Difference',
      meanAge: 'Mean age when renewed',
      maxAge: 'Greatest age',
      beyond: 'Entities beyond the threshold',
      critical: 'Critical entities',
      never: 'Never profiled',
      note: 'With the current thresholds → with those you try. What counts as beyond the threshold and as critical is measured by the current thresholds on both sides.',
    },
    rules: {
      title: 'By rule',
      rule: 'Rule',
      decisions: 'Decisions',
      ran: 'Profiles: current',
      wouldRun: 'Tried',
      difference: 'Difference',
      says: {
        APPROVED_IN_HIGH_TIER: 'A change was approved, in a tier where that is always profiled',
        APPROVED_IN_LOW_TIER: 'A change was approved, in a tier where that is not profiled',
        COOLDOWN_OVER: 'New data, and the last profile is old enough',
        DATASET_NOT_BOUND: 'New data that no entity is bound to',
        ENTITY_NOT_ACTIVE: 'The entity is not active',
        ENTITY_UNKNOWN: 'The entity does not exist',
        MANY_ROWS_CHANGED: 'New data, and many rows changed',
        NO_DATASET: 'The entity is bound to no dataset',
        NO_PROFILE_YET: 'There is no profile yet',
        STALE: 'Due, and the last profile is old enough',
        TIER1_HIGH_PRIORITY: 'Due in tier 1 with high priority',
        WITHIN_COOLDOWN: 'New data, but the last profile is recent and few rows changed',
        WITHIN_THRESHOLD: 'Due, but the last profile is recent',
      },
    },
  },
  administration: {
    title: 'Administration',
  },
  explore: {
    title: 'Explore',
  },
};
