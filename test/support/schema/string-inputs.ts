/** A request with a given text in one of its string inputs. */
export type StringInput = (text: string) => { query: string; variables: Record<string, unknown> };

const RESULT = '{ __typename ... on Error { message } }';

/** An argument of a query field. */
const argument =
  (field: string, name: string, type: string, selection = '', others = ''): StringInput =>
  (text) => ({
    query: `query ($text: ${type}) { ${field}(${others} ${name}: $text) ${selection} }`,
    variables: { text: type.startsWith('[') ? [text] : text },
  });

/** A field of an input object of a mutation or query: `path` is where in the base input the text is put. */
const inputField =
  (
    operation: string,
    base: Record<string, unknown>,
    path: string,
    wrap: (text: string) => unknown = (text) => text,
  ): StringInput =>
  (text) => ({ query: operation, variables: { input: withValue(base, path.split('.'), wrap(text)) } });

function withValue(
  base: Record<string, unknown>,
  [name = '', ...rest]: string[],
  value: unknown,
): Record<string, unknown> {
  const inner = base[name];
  const isObject = typeof inner === 'object' && inner !== null;
  return { ...base, [name]: rest.length === 0 ? value : withValue(isObject ? { ...inner } : {}, rest, value) };
}

const mutation = (field: string, type: string) => `mutation ($input: ${type}!) { ${field}(input: $input) ${RESULT} }`;
const REQUEST = mutation('requestApproval', 'RequestApprovalInput');
const REPORT = mutation('reportDataRefresh', 'ReportDataRefreshInput');
const filtered = (field: string, type: string) =>
  `query ($input: ${type}) { ${field}(filter: $input) { edges { cursor } } }`;
const followed = (field: string, type: string) =>
  `subscription ($input: ${type}) { ${field}(filter: $input) { __typename } }`;

const DATASET = { schema: 'sales', table: 'orders', column: 'amount' };
const METADATA = {
  entityType: 'METADATA',
  canonicalKey: 'new',
  kind: 'CREATE',
  change: { name: 'New', tier: 'TIER3' },
};
const DEPRECATION = { entityType: 'METADATA', canonicalKey: 'known', kind: 'DEPRECATE', expectedVersion: 1 };
const KPI = {
  ...METADATA,
  entityType: 'KPI',
  change: { ...METADATA.change, kpi: { formula: 'a', direction: 'HIGHER_IS_BETTER' } },
};
const RULE = {
  ...METADATA,
  entityType: 'BUSINESS_RULE',
  change: { ...METADATA.change, dataset: DATASET, businessRule: { severity: 'INFO' } },
};
const TERM = {
  ...METADATA,
  entityType: 'GLOSSARY',
  change: { ...METADATA.change, glossary: { definition: 'What it is.' } },
};
const TAG = { ...METADATA, entityType: 'TAG', change: { ...METADATA.change, tag: {} } };
const KNOWN = { entityType: 'METADATA', canonicalKey: 'known' };
const LINEAGE = {
  ...METADATA,
  entityType: 'LINEAGE',
  change: { ...METADATA.change, lineage: { from: KNOWN, to: { ...KNOWN, column: 'a' } } },
};
const REFRESH = { entityUrn: 'urn:test', schema: 's', table: 't', rowsAffected: 1, refreshType: 'FULL' };
const CHECK = 'change.businessRule.check';
const REFERENCE = { schema: 's', table: 't', column: 'c' };
const list = (text: string) => [text];
const EDGES = '{ edges { cursor } }';
const INSIDE =
  (field: string, name: string): StringInput =>
  (text) => ({
    query: `query ($text: String) { entity(entityType: METADATA, canonicalKey: "known") { ${field}(${name}: $text) ${EDGES} } }`,
    variables: { text },
  });

const WINDOW = { name: 'load', days: [1], from: '23:30', minutes: 90 };
const window = (name: string) => (text: string) => [{ ...WINDOW, [name]: text }];
const PROPOSE = mutation('proposeMonitoringPolicy', 'ProposeMonitoringPolicyInput');
const PROPOSAL = { expectedVersion: 0, policy: { timeZone: 'Europe/Berlin' } };

/** Every string that a client can send, by the name of its argument or input field in the schema. */
export const STRING_INPUTS: Record<string, StringInput> = {
  'Profile.changeSince.profileId': (text) => ({
    query: `query ($text: ID) { entity(entityType: METADATA, canonicalKey: "known") {
      latestProfile { changeSince(profileId: $text) { summary } } } }`,
    variables: { text },
  }),
  'Query.node.id': argument('node', 'id', 'ID!', '{ id }'),
  'Query.nodes.ids': argument('nodes', 'ids', '[ID!]!', '{ id }'),
  'Query.lineageGraph.root': argument('lineageGraph', 'root', 'ID!', '{ truncated }'),
  'Query.columnLineage.entity': argument('columnLineage', 'entity', 'ID!', '{ truncated }', 'column: "a",'),
  'Query.columnLineage.column': argument('columnLineage', 'column', 'String!', '{ truncated }', 'entity: "nothing",'),
  'Query.entity.canonicalKey': argument('entity', 'canonicalKey', 'String!', '{ id }', 'entityType: METADATA,'),
  'Query.datasets.search': argument('datasets', 'search', 'String', EDGES),
  'Query.datasets.schema': argument('datasets', 'schema', 'String', EDGES),
  'Query.datasets.after': argument('datasets', 'after', 'String', EDGES),
  'Query.dataset.schema': argument('dataset', 'schema', 'String!', '{ table }', 'table: "a",'),
  'Query.dataset.table': argument('dataset', 'table', 'String!', '{ columns { name } }', 'schema: "a",'),
  'Query.approval.id': argument('approval', 'id', 'ID!', '{ id }'),
  'Query.changeSet.id': argument('changeSet', 'id', 'ID!', '{ id }'),
  'Query.event.id': argument('event', 'id', 'ID!', '{ __typename }'),
  'Query.impactOf.eventId': argument('impactOf', 'eventId', 'ID!', '{ eventId }'),
  'Query.webhook.id': argument('webhook', 'id', 'ID!', '{ id }'),
  ...Object.fromEntries(
    ['after', 'before'].flatMap((name) => [
      [
        `EventImpact.affected.${name}`,
        (text: string) => ({
          query: `query ($text: String) { impactOf(eventId: "nothing") { affected(${name}: $text) ${EDGES} } }`,
          variables: { text },
        }),
      ],
      [
        `Webhook.deliveries.${name}`,
        (text: string) => ({
          query: `query ($text: String) { webhooks { deliveries(${name}: $text) ${EDGES} } }`,
          variables: { text },
        }),
      ],
    ]),
  ),
  'Query.eventTrace.correlationId': argument('eventTrace', 'correlationId', 'ID!', '{ __typename }'),
  ...Object.fromEntries(
    [
      'entities',
      'approvals',
      'changeSets',
      'approvalInbox',
      'deadLetters',
      'events',
      'incidents',
      'notifications',
      'profilingDecisions',
    ].flatMap((field) =>
      ['after', 'before'].map((name) => [`Query.${field}.${name}`, argument(field, name, 'String', EDGES)]),
    ),
  ),
  ...Object.fromEntries(
    ['profiles', 'profilingDecisions', 'versions', 'impacts', 'incidents'].flatMap((field) =>
      ['after', 'before'].map((name) => [`GovernedEntity.${field}.${name}`, INSIDE(field, name)]),
    ),
  ),
  ...Object.fromEntries(
    ['after', 'before'].map((name) => [
      `ChangeSet.items.${name}`,
      (text: string) => ({
        query: `query ($id: ID!, $text: String) { changeSet(id: $id) { items(${name}: $text) ${EDGES} } }`,
        variables: { id: 'PENDING SET', text },
      }),
    ]),
  ),
  ...Object.fromEntries(
    ['after', 'before'].map((name) => [
      `Approval.comments.${name}`,
      (text: string) => ({
        query: `query ($id: ID!, $text: String) { approval(id: $id) { comments(${name}: $text) ${EDGES} } }`,
        variables: { id: 'PENDING', text },
      }),
    ]),
  ),
  ...Object.fromEntries(
    [
      'events',
      'profileCompleted',
      'qualityDegraded',
      'approvalInbox',
      'notifications',
      'incidents',
      'monitoringPolicy',
    ].map((field) => [
      `Subscription.${field}.after`,
      (text: string) => ({
        query: `subscription ($text: String) { ${field}(after: $text) { __typename } }`,
        variables: { text },
      }),
    ]),
  ),
  ...Object.fromEntries(
    ['after', 'before'].map((name) => [
      `Viewer.follows.${name}`,
      (text: string) => ({
        query: `query ($text: String) { viewer { follows(${name}: $text) ${EDGES} } }`,
        variables: { text },
      }),
    ]),
  ),
  ...Object.fromEntries(
    ['after', 'before'].map((name) => [
      `MonitoringPolicy.proposals.${name}`,
      (text: string) => ({
        query: `query ($text: String) { monitoringPolicy { proposals(${name}: $text) ${EDGES} } }`,
        variables: { text },
      }),
    ]),
  ),
  'ProposeMonitoringPolicyInput.comment': inputField(PROPOSE, PROPOSAL, 'comment'),
  'MonitoringPolicyInput.timeZone': inputField(PROPOSE, PROPOSAL, 'policy.timeZone'),
  'ExclusionWindowInput.name': inputField(PROPOSE, PROPOSAL, 'policy.exclusionWindows', window('name')),
  'ExclusionWindowInput.from': inputField(PROPOSE, PROPOSAL, 'policy.exclusionWindows', window('from')),
  'DecideMonitoringPolicyInput.proposalId': inputField(
    mutation('decideMonitoringPolicy', 'DecideMonitoringPolicyInput'),
    { decision: 'APPROVE' },
    'proposalId',
  ),
  'DecideMonitoringPolicyInput.comment': inputField(
    mutation('decideMonitoringPolicy', 'DecideMonitoringPolicyInput'),
    { decision: 'REJECT', proposalId: 'mpp_00000000-0000-7000-8000-000000000000' },
    'comment',
  ),
  'SimulateProfilingPolicyInput.proposalId': inputField(
    `query ($input: SimulateProfilingPolicyInput!) { simulateProfilingPolicy(input: $input) ${RESULT} }`,
    { from: '2020-01-01T00:00:00Z' },
    'proposalId',
  ),
  ...Object.fromEntries(
    ['affected', 'history'].flatMap((field) =>
      ['after', 'before'].map((name) => [
        `Incident.${field}.${name}`,
        (text: string) => ({
          query: `query ($text: String) { incidents { edges { node { ${field}(${name}: $text) ${EDGES} } } } }`,
          variables: { text },
        }),
      ]),
    ),
  ),
  'IncidentFilter.entityId': inputField(filtered('incidents', 'IncidentFilter'), {}, 'entityId'),
  'IncidentFilter.assignees': inputField(filtered('incidents', 'IncidentFilter'), {}, 'assignees', list),
  ...Object.fromEntries(
    Object.entries({
      Acknowledge: {},
      Assign: { assignee: null },
      Snooze: { until: '2999-01-01T00:00:00Z' },
      Resolve: { resolution: 'FIXED' },
      CommentOn: { comment: 'hm' },
    }).flatMap(([verb, base]) => {
      const operation = mutation(`${verb.charAt(0).toLowerCase()}${verb.slice(1)}Incident`, `${verb}IncidentInput`);
      return ['incidentId', 'comment', ...(verb === 'Assign' ? ['assignee'] : [])].map((name) => [
        `${verb}IncidentInput.${name}`,
        inputField(operation, { incidentId: 'inc_00000000-0000-7000-8000-000000000000', ...base }, name),
      ]);
    }),
  ),
  'FollowInput.canonicalKey': inputField(mutation('follow', 'FollowInput'), { entityType: 'METADATA' }, 'canonicalKey'),
  'MarkNotificationsReadInput.ids': inputField(
    mutation('markNotificationsRead', 'MarkNotificationsReadInput'),
    {},
    'ids',
    list,
  ),
  'MarkNotificationsReadInput.upTo': inputField(
    mutation('markNotificationsRead', 'MarkNotificationsReadInput'),
    {},
    'upTo',
  ),
  'MarkNotificationsUnreadInput.ids': inputField(
    mutation('markNotificationsUnread', 'MarkNotificationsUnreadInput'),
    {},
    'ids',
    list,
  ),
  'EntityFilter.search': inputField(filtered('entities', 'EntityFilter'), {}, 'search'),
  'EntityFilter.owners': inputField(filtered('entities', 'EntityFilter'), {}, 'owners', list),
  'EntityFilter.tags': inputField(filtered('entities', 'EntityFilter'), {}, 'tags', list),
  'EntityFilter.standardPackIds': inputField(filtered('entities', 'EntityFilter'), {}, 'standardPackIds', list),
  'DatasetFilter.schema': inputField(filtered('entities', 'EntityFilter'), {}, 'dataset.schema'),
  'DatasetFilter.table': inputField(
    filtered('entities', 'EntityFilter'),
    { dataset: { schema: 'sales' } },
    'dataset.table',
  ),
  'ApprovalFilter.canonicalKey': inputField(filtered('approvals', 'ApprovalFilter'), {}, 'canonicalKey'),
  'ApprovalFilter.changeSetId': inputField(filtered('approvals', 'ApprovalFilter'), {}, 'changeSetId'),
  'ApprovalFilter.requestedBy': inputField(filtered('approvals', 'ApprovalFilter'), {}, 'requestedBy', list),
  'EventFilter.canonicalKeys': inputField(filtered('events', 'EventFilter'), {}, 'canonicalKeys', list),
  'EventFilter.owners': inputField(filtered('events', 'EventFilter'), {}, 'owners', list),
  'EventFilter.tags': inputField(filtered('events', 'EventFilter'), {}, 'tags', list),
  'EventFilter.correlationId': inputField(filtered('events', 'EventFilter'), {}, 'correlationId'),
  'StreamFilter.canonicalKeys': inputField(followed('profileCompleted', 'StreamFilter'), {}, 'canonicalKeys', list),
  'StreamFilter.owners': inputField(followed('profileCompleted', 'StreamFilter'), {}, 'owners', list),
  'StreamFilter.tags': inputField(followed('profileCompleted', 'StreamFilter'), {}, 'tags', list),
  'RequestChangeSetInput.comment': inputField(
    mutation('requestChangeSet', 'RequestChangeSetInput'),
    { items: [{ ...METADATA, canonicalKey: 'of_a_set' }] },
    'comment',
  ),
  'DecideChangeSetInput.changeSetId': inputField(
    mutation('decideChangeSet', 'DecideChangeSetInput'),
    { decision: 'APPROVE' },
    'changeSetId',
  ),
  'DecideChangeSetInput.comment': inputField(
    mutation('decideChangeSet', 'DecideChangeSetInput'),
    { changeSetId: 'PENDING SET', decision: 'REJECT' },
    'comment',
    (text) => `no${text}`,
  ),
  'WithdrawChangeSetInput.changeSetId': inputField(
    mutation('withdrawChangeSet', 'WithdrawChangeSetInput'),
    {},
    'changeSetId',
  ),
  'RequestApprovalInput.canonicalKey': inputField(REQUEST, METADATA, 'canonicalKey'),
  'RequestApprovalInput.comment': inputField(REQUEST, METADATA, 'comment'),
  'RequestApprovalInput.replacedBy': inputField(REQUEST, DEPRECATION, 'replacedBy'),
  'EntityChangeInput.name': inputField(REQUEST, METADATA, 'change.name'),
  'EntityChangeInput.description': inputField(REQUEST, METADATA, 'change.description'),
  'EntityChangeInput.owner': inputField(REQUEST, METADATA, 'change.owner'),
  'EntityChangeInput.standardPackId': inputField(REQUEST, METADATA, 'change.standardPackId'),
  'DatasetRefInput.schema': inputField(REQUEST, RULE, 'change.dataset.schema'),
  'DatasetRefInput.table': inputField(REQUEST, RULE, 'change.dataset.table'),
  'DatasetRefInput.column': inputField(REQUEST, RULE, 'change.dataset.column'),
  'DatasetRefInput.keyColumns': inputField(REQUEST, RULE, 'change.dataset.keyColumns', list),
  'KpiInput.formula': inputField(REQUEST, KPI, 'change.kpi.formula'),
  'KpiInput.unit': inputField(REQUEST, KPI, 'change.kpi.unit'),
  'KpiInput.computedFrom': inputField(REQUEST, KPI, 'change.kpi.computedFrom', list),
  'GlossaryInput.definition': inputField(REQUEST, TERM, 'change.glossary.definition'),
  'GlossaryInput.synonyms': inputField(REQUEST, TERM, 'change.glossary.synonyms', list),
  'GlossaryInput.relatedTerms': inputField(REQUEST, TERM, 'change.glossary.relatedTerms', list),
  'TagInput.values': inputField(REQUEST, TAG, 'change.tag.values', list),
  'EntityNameInput.canonicalKey': inputField(REQUEST, TAG, 'change.tag.marks', (text) => [
    { ...KNOWN, canonicalKey: text },
  ]),
  'LineageInput.transformation': inputField(REQUEST, LINEAGE, 'change.lineage.transformation'),
  'LineageEndInput.canonicalKey': inputField(REQUEST, LINEAGE, 'change.lineage.from.canonicalKey'),
  'LineageEndInput.column': inputField(REQUEST, LINEAGE, 'change.lineage.from.column'),
  'RuleCheckInput.pattern': inputField(REQUEST, RULE, `${CHECK}.pattern`),
  'RuleCheckInput.acceptedValues': inputField(REQUEST, RULE, `${CHECK}.acceptedValues`, list),
  'DateRangeInput.min': inputField(REQUEST, RULE, `${CHECK}.dateRange.min`),
  'DateRangeInput.max': inputField(REQUEST, RULE, `${CHECK}.dateRange.max`),
  ...Object.fromEntries(
    Object.keys(REFERENCE).map((name) => [
      `ReferenceInput.${name}`,
      inputField(REQUEST, RULE, `${CHECK}.reference`, (text) => ({ ...REFERENCE, [name]: text })),
    ]),
  ),
  ...Object.fromEntries(
    Object.keys(DATASET).map((name) => [
      `TestRuleInput.${name}`,
      inputField(
        'query ($input: TestRuleInput!) { testRule(input: $input) { __typename } }',
        { ...DATASET, check: { notNull: true } },
        name,
      ),
    ]),
  ),
  'Query.suggestRules.schema': argument('suggestRules', 'schema', 'String!', '{ column }', 'table: "orders"'),
  'Query.suggestRules.table': argument('suggestRules', 'table', 'String!', '{ column }', 'schema: "sales"'),
  'ApproveInput.approvalId': inputField(mutation('approve', 'ApproveInput'), {}, 'approvalId'),
  'ApproveInput.comment': inputField(mutation('approve', 'ApproveInput'), { approvalId: 'PENDING' }, 'comment'),
  'RejectInput.approvalId': inputField(mutation('reject', 'RejectInput'), { reason: 'no' }, 'approvalId'),
  'RejectInput.reason': inputField(
    mutation('reject', 'RejectInput'),
    { approvalId: 'PENDING' },
    'reason',
    (text) => `no${text}`,
  ),
  'RejectInput.comment': inputField(
    mutation('reject', 'RejectInput'),
    { approvalId: 'PENDING' },
    'comment',
    (text) => `no${text}`,
  ),
  'ApprovalDecisionInput.approvalId': inputField(
    mutation('decideApprovals', 'DecideApprovalsInput'),
    {},
    'decisions',
    (text) => [{ approvalId: text, decision: 'APPROVE' }],
  ),
  'ApprovalDecisionInput.comment': inputField(
    mutation('decideApprovals', 'DecideApprovalsInput'),
    {},
    'decisions',
    (text) => [{ approvalId: 'PENDING', decision: 'APPROVE', comment: text }],
  ),
  'CommentOnApprovalInput.approvalId': inputField(
    mutation('commentOnApproval', 'CommentOnApprovalInput'),
    { text: 'hm' },
    'approvalId',
  ),
  'CommentOnApprovalInput.text': inputField(
    mutation('commentOnApproval', 'CommentOnApprovalInput'),
    { approvalId: 'PENDING' },
    'text',
    (text) => `hm${text}`,
  ),
  'WithdrawApprovalInput.approvalId': inputField(
    mutation('withdrawApproval', 'WithdrawApprovalInput'),
    {},
    'approvalId',
  ),
  'RedeliverDeadLetterInput.deadLetterId': inputField(
    mutation('redeliverDeadLetter', 'RedeliverDeadLetterInput'),
    {},
    'deadLetterId',
  ),
  'DismissDeadLetterInput.deadLetterId': inputField(
    mutation('dismissDeadLetter', 'DismissDeadLetterInput'),
    { reason: 'no' },
    'deadLetterId',
  ),
  'DismissDeadLetterInput.reason': inputField(
    mutation('dismissDeadLetter', 'DismissDeadLetterInput'),
    { deadLetterId: 'ltr_00000000-0000-7000-8000-000000000000' },
    'reason',
  ),
  'DismissDeadLetterInput.comment': inputField(
    mutation('dismissDeadLetter', 'DismissDeadLetterInput'),
    { deadLetterId: 'ltr_00000000-0000-7000-8000-000000000000' },
    'comment',
  ),
  ...Object.fromEntries(
    ['subscriber', 'after', 'through'].map((name) => [
      `ReplayEventsInput.${name}`,
      inputField(
        mutation('replayEvents', 'ReplayEventsInput'),
        { subscriber: 'profile', after: '', dryRun: true },
        name,
      ),
    ]),
  ),
  'CreateWebhookInput.url': inputField(mutation('createWebhook', 'CreateWebhookInput'), {}, 'url'),
  'WebhookFilterInput.canonicalKeys': inputField(
    mutation('createWebhook', 'CreateWebhookInput'),
    { url: 'nonsense' },
    'filter.canonicalKeys',
    list,
  ),
  'UpdateWebhookInput.url': inputField(
    mutation('updateWebhook', 'UpdateWebhookInput'),
    { webhookId: 'whk_00000000-0000-7000-8000-000000000000' },
    'url',
  ),
  ...Object.fromEntries(
    ['Update', 'Delete', 'Pause', 'Resume', 'Test'].map((verb) => [
      `${verb}WebhookInput.webhookId`,
      inputField(mutation(`${verb.toLowerCase()}Webhook`, `${verb}WebhookInput`), {}, 'webhookId'),
    ]),
  ),
  'RotateWebhookSecretInput.webhookId': inputField(
    mutation('rotateWebhookSecret', 'RotateWebhookSecretInput'),
    {},
    'webhookId',
  ),
  'RedeliverWebhookDeliveryInput.deliveryId': inputField(
    mutation('redeliverWebhookDelivery', 'RedeliverWebhookDeliveryInput'),
    {},
    'deliveryId',
  ),
  ...Object.fromEntries(
    ['eventId', 'entityUrn', 'schema', 'table', 'correlationId'].map((name) => [
      `ReportDataRefreshInput.${name}`,
      inputField(REPORT, REFRESH, name),
    ]),
  ),
  'ImportEntityInput.canonicalKey': inputField(
    mutation('importEntities', 'ImportEntitiesInput'),
    {},
    'rows',
    (text) => [{ entityType: 'METADATA', canonicalKey: text, content: { name: 'New', tier: 'TIER3' } }],
  ),
  'RequestProfileInput.canonicalKey': inputField(
    mutation('requestProfile', 'RequestProfileInput'),
    { entityType: 'METADATA' },
    'canonicalKey',
  ),
};
