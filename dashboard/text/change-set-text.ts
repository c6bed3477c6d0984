import type { ApprovalStatus, ChangeKind } from '../gql/types.ts';

const items = (count: number) => (count === 1 ? '1 item' : `${count} items`);

/** What the pages about change sets say. It is loaded with them. */
export const changeSetText = {
  items,
  title: (count: number) => `Change set of ${items(count)}`,
  unknown: 'There is no such change set.',
  toApprovals: 'To the approvals',
  requested: 'Requested by',
  atomic: 'All or nothing',
  atomicHint: 'Its items are decided together, and take effect together or not at all.',
  apart: 'Item by item',
  apartHint:
    'Each item can be decided by itself, and takes effect as soon as it is approved and what it refers to exists.',
  saysRequester: 'Comment of the requester',
  trace: 'Show what followed',
  kinds: {
    CREATE: (count: number) => `${count} ${count === 1 ? 'creation' : 'creations'}`,
    UPDATE: (count: number) => `${count} ${count === 1 ? 'change' : 'changes'}`,
    DEPRECATE: (count: number) => `${count} ${count === 1 ? 'deprecation' : 'deprecations'}`,
    REACTIVATE: (count: number) => `${count} ${count === 1 ? 'reactivation' : 'reactivations'}`,
  } satisfies Record<ChangeKind, (count: number) => string>,
  counts: {
    PENDING: (count: number) => `${count} pending`,
    APPROVED: (count: number) => `${count} approved`,
    REJECTED: (count: number) => `${count} rejected`,
    WITHDRAWN: (count: number) => `${count} withdrawn`,
  } satisfies Record<ApprovalStatus, (count: number) => string>,
  inForce: (applied: number, approved: number) =>
    applied === approved
      ? approved === 1
        ? 'It is in force.'
        : 'All of them are in force.'
      : `${applied} of ${approved} are in force.`,
  tierCount: (tier: string, count: number) => `${tier}: ${count}`,
  warningCount: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
  table: {
    title: 'Items',
    name: 'Entity',
    kind: 'Change',
    tier: 'Tier',
    status: 'Status',
    select: (name: string) => `Select the item about ${name}`,
    selectAll: 'Select all items that you can decide',
    show: (name: string) => `Show what changes: ${name}`,
    showAll: 'Show all changes',
    hideAll: 'Hide all changes',
    noChanges: 'No field changes.',
    votedBy: (names: string) => `Approved by ${names}`,
    rejectedBy: (name: string) => `Rejected by ${name}`,
  },
  warnings: {
    title: 'Warnings when it was requested',
    hint: 'Nothing was refused for them; they may be slips.',
  },
  decision: {
    title: 'Decision',
    comment: 'Comment for the requester',
    commentHint: 'Optional for an approval. A rejection needs it as its reason.',
    reasonMissing: 'A rejection needs a reason: the requester will read it.',
    approveAll: (count: number) => (count === 1 ? 'Approve 1 item' : `Approve all ${count}`),
    rejectAll: (count: number) => (count === 1 ? 'Reject 1 item' : `Reject all ${count}`),
    approveChosen: (count: number) => `Approve ${count} selected`,
    rejectChosen: (count: number) => `Reject ${count} selected`,
    atomic: 'Its items are decided together: one decision is about all of them.',
    choose: 'The decision is about all items that you can decide, or about those that you select.',
    once: 'If one of the decisions is refused, none is recorded.',
    needs: (given: number, needed: number) => `${given} of ${needed} approvals given.`,
    own: 'You have asked for this yourself, so somebody else has to decide.',
    ownHint: 'To try it, act as another person: the menu with your name, at the top right.',
    noApprover: 'You lack the role Approver, so you can read this but not decide it.',
    noRole: (roles: string) => `It is decided by approvers with the role ${roles}, which you lack.`,
    someNoRole: (count: number, roles: string) =>
      `${items(count)} can only be decided with the role ${roles}, which you lack.`,
    voted: 'You have approved what is pending. Others have to decide now.',
    settled: {
      PENDING: 'Items are pending.',
      APPROVED: 'It is decided.',
      REJECTED: 'It is rejected.',
      WITHDRAWN: 'It was withdrawn by its requester.',
    } satisfies Record<ApprovalStatus, string>,
    withdraw: 'Withdraw change set',
    withdrawTitle: 'Withdraw this change set?',
    withdrawExplained: (count: number) =>
      count === 1
        ? 'The item that is pending is withdrawn, and its entity stays as it is.'
        : `The ${count} items that are pending are withdrawn, and their entities stay as they are.`,
  },
  draft: {
    title: 'New change set',
    hint: 'Changes that are requested together. They may refer to one another, in any order.',
    link: (count: number) => (count === 0 ? 'New change set' : `New change set: ${items(count)}`),
    empty: 'No item yet',
    emptyHint:
      'Propose an entity, or a change of one, and choose “Add to a change set” in its form. The items gather here until you send them.',
    needsSteward: 'Change sets are requested by stewards: you need the role Steward for it.',
    propose: 'Propose an entity',
    toEntities: 'Choose an entity to change',
    edit: 'Edit',
    editOne: (name: string) => `Edit the item about ${name}`,
    remove: 'Remove',
    removeOne: (name: string) => `Remove the item about ${name}`,
    changes: 'What changes',
    issueCount: (count: number) => (count === 1 ? 'One item needs attention.' : `${count} items need attention.`),
    sendTitle: 'Request',
    comment: 'Comment for the approvers',
    commentHint: 'What the changes have in common, and why they should be made.',
    atomic: 'All or nothing',
    atomicHint:
      'The items are decided together, with as many approvals as the one that needs most, and take effect together or not at all.',
    apartHint:
      'Each item can be decided by itself, and takes effect as soon as it is approved and what it refers to exists.',
    send: (count: number) => (count === 1 ? 'Request 1 item' : `Request ${items(count)}`),
    sending: 'Sending ...',
    discard: 'Discard all',
    discardTitle: 'Discard the change set?',
    discardExplained: (count: number) =>
      count === 1 ? 'Its item was not sent, and is lost.' : `Its ${items(count)} were not sent, and are lost.`,
    kept: 'This tab keeps it until it is sent, discarded, or the tab is closed.',
    notKept: 'This tab cannot store more: what you have written is lost with a reload. Send the change set in parts.',
    full: 'It has 200 items, as many as a change set can have.',
    refused: 'The change set was not accepted: nothing was requested, and all items are still here.',
    openRequest: 'Open the request',
  },
  sent: {
    title: (count: number) => `The change set of ${items(count)} is requested.`,
    meanwhile: 'Until it is decided, nothing changes. You find it under “My requests”.',
  },
  line: {
    name: (count: number) => `Change set of ${items(count)}`,
    /** Of a set of which not all items are in the list. */
    some: (shown: number) => `${items(shown)} of it here:`,
    pending: (count: number) => `${count} pending`,
  },
  partOf: {
    link: (count: number) => `Part of a change set of ${items(count)}`,
    atomic: 'It is decided together with the other items of its change set.',
    decide: 'Open the change set',
  },
} as const;
