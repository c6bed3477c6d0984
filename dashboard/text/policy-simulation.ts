/** What the simulation of the monitoring policy says. Loaded with the page of the policy. */
export const simulationText = {
  subject: 'What is tried',
  subjects: { thresholds: 'Thresholds', draft: 'Your draft', proposal: 'Open proposal' },
  changesTitle: 'Changes',
  noDraft: 'Your draft changes nothing yet.',
  noDraftHint: 'Change a figure in the draft, or take thresholds over that you have tried here.',
  badDraft: 'Your draft has fields to correct before it can be simulated.',
  toDraft: 'Go to the draft',
  noProposal: 'There is no open proposal.',
  noProposalHint: 'It may have been decided a moment ago: the history says so.',
  takeOver: 'Put these into the draft',
  takeOverHint: 'What you have tried can then be proposed. Cooldown and share of rows are put in for all tiers.',
  scope: 'These changes do not concern when data is profiled: only the incidents can differ.',
  needsRole: 'Only stewards and administrators can try other thresholds.',
  roles: (one: string, other: string) => `${one} or ${other}`,
  thresholdsTitle: 'Thresholds',
  backToCurrent: 'Reset',
  groups: {
    scheduled: 'Profile again when the last profile is at least this old',
    refreshed: 'When new data arrives, profile again if',
  },
  thresholds: {
    tier1: { label: 'Tier 1', unit: 'days', unitName: 'days' },
    tier2: { label: 'Tier 2', unit: 'days', unitName: 'days' },
    tier3: { label: 'Tier 3', unit: 'days', unitName: 'days' },
    tier4: { label: 'Tier 4', unit: 'days', unitName: 'days' },
    tier5: { label: 'Tier 5', unit: 'days', unitName: 'days' },
    hours: { label: 'The last profile is older than', unit: 'h', unitName: 'hours' },
    percent: { label: 'Changed rows exceed', unit: '%', unitName: 'percent' },
  },
  fieldLabel: (label: string, unit: string) => `${label}, in ${unit}`,
  now: (value: string, unit: string) => `current: ${value} ${unit}`,
  period: {
    title: 'Period',
    days: (days: number) => (days === 365 ? '1 year' : `${days} days`),
    from: 'From',
    to: 'Through',
  },
  empty: 'Nothing was recorded in this period.',
  emptyHint: 'Choose a longer period, or come back once data has been refreshed or profiles have come due.',
  refused: 'This could not be simulated. Any result below is the previous one.',
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
  becomes: ', then ',
  noAge: '–',
  misfit: (recorded: string, simulated: string) =>
    `The model does not fit this period exactly: with the current thresholds it gives ${simulated} profiles, but ${recorded} were started. Other thresholds were in force then, or something happened that the model does not know of. The tables compare two simulations, so their differences still show the direction.`,
  summary: {
    ran: (runs: number, shown: string) => {
      if (runs === 0) return 'No profile was started.';
      return runs === 1 ? 'One profile was started.' : `${shown} profiles were started.`;
    },
    wouldRun: (runs: number, shown: string) => {
      if (runs === 0) return 'No profile would have been started';
      return runs === 1 ? 'One profile would have been started' : `${shown} profiles would have been started`;
    },
    same: (would: string) => `${would}, as many as with the current thresholds.`,
    more: (would: string, current: string, difference: string, share: string | undefined) =>
      `${would} instead of ${current}: ${difference} more${share === undefined ? '' : ` (${share})`}.`,
    fewer: (would: string, current: string, difference: string, share: string | undefined) =>
      `${would} instead of ${current}: ${difference} fewer${share === undefined ? '' : ` (${share})`}.`,
    period: (from: string, to: string, decisions: number, shown: string) =>
      `From ${from} to ${to}, the rules made ${decisions === 1 ? 'one decision' : `${shown} decisions`}: one for each entity that an event was about.`,
    tryIt: 'Move a threshold to see what it would have changed.',
    noneStale: 'Either way, no profile would have become older than the current threshold of its tier.',
    stale: (count: number, shown: string, current: string) => {
      const said =
        count === 0
          ? 'No entity would have had a profile older than the current threshold of its tier'
          : count === 1
            ? 'One entity would have had a profile older than the current threshold of its tier'
            : `${shown} entities would have had profiles older than the current threshold of their tier`;
      return `${said}, compared with ${current} with the current thresholds.`;
    },
    critical: (count: number, shown: string, current: string) =>
      `${count === 0 ? 'None' : shown} of them would have become critical, compared with ${current}.`,
  },
  incidents: {
    title: 'Incidents',
    wouldOpen: (count: number, shown: string) => {
      if (count === 0) return 'No incident would have been opened';
      return count === 1 ? 'One incident would have been opened' : `${shown} incidents would have been opened`;
    },
    same: (would: string) => `${would}, as with the current policy.`,
    instead: (would: string, current: string, added: string, gone: string) =>
      `${would} instead of ${current}: ${added} in addition, and ${gone} not any more.`,
    cause: 'Cause',
    tier: 'Tier',
    opened: 'Opened',
    seenAgain: 'Seen again',
    resolved: 'Recovered',
    open: 'Open at the end',
    note: 'All profiles that were made are judged under both. What was open when the period began is open under both, and what people resolved they resolve under both. An incident that is only opened earlier or later is the same one.',
    misfit: (recorded: string, simulated: string) =>
      `${recorded} were really opened, and the current policy gives ${simulated}: another policy was in force during the period, or something happened that is not recorded.`,
    added: (count: number, shown: string) =>
      count === 1 ? 'One incident in addition' : `${shown} incidents in addition`,
    noLonger: (count: number, shown: string) =>
      count === 1 ? 'One incident that is no longer opened' : `${shown} incidents that are no longer opened`,
    someShown: (count: number) => `The ${count} gravest are shown.`,
  },
  tiers: {
    title: 'Profiles by tier',
    tier: 'Tier',
    runs: 'Profiles',
    difference: 'Difference',
    meanAge: 'Mean age when renewed',
    maxAge: 'Oldest profile',
    beyond: 'Entities past the threshold',
    critical: 'Entities critical',
    never: 'Never profiled',
    note: 'Of two values, the first is with the current thresholds and the second with those you try. “Past the threshold” and “critical” refer to the current thresholds in both.',
  },
  rules: {
    title: 'Profiles by rule',
    rule: 'Rule',
    decisions: 'Decisions',
    ran: 'Profiles, current',
    wouldRun: 'Profiles, tried',
    difference: 'Difference',
    says: {
      APPROVED_IN_HIGH_TIER: 'A change was approved in tier 1 or 2',
      APPROVED_IN_LOW_TIER: 'A change was approved in tier 3, 4 or 5',
      COOLDOWN_OVER: 'New data, and the last profile was old enough',
      DATASET_NOT_BOUND: 'New data in a table that no entity is bound to',
      ENTITY_NOT_ACTIVE: 'The entity was not active',
      ENTITY_UNKNOWN: 'The entity did not exist',
      MANY_ROWS_CHANGED: 'New data, and many rows changed',
      NO_DATASET: 'The entity was bound to no dataset',
      NO_PROFILE_YET: 'There was no profile yet',
      REQUESTED: 'Somebody requested the profile',
      RULES_CHANGED: 'A business rule of the dataset changed',
      STALE: 'Due, and the last profile was old enough',
      TIER1_HIGH_PRIORITY: 'Due in tier 1 with high priority',
      WITHIN_COOLDOWN: 'New data, but the last profile was recent and few rows changed',
      WITHIN_THRESHOLD: 'Due, but the last profile was recent',
    },
  },
};
