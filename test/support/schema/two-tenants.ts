import { keepDeadLetter } from '../administration/dead-letter.ts';
import { create } from '../governance.ts';
import { incidentOf, openIncidents } from '../incidents/incident.ts';
import { ask } from '../server/answer.ts';
import type { TestServer } from '../server/test-server.ts';
import { bearerOf } from '../server/token.ts';
import { until } from '../until.ts';
import { keepWebhook } from '../webhooks/webhook.ts';

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER', 'ADMIN'];

/** A tenant with two people who may do everything. */
export interface Tenant {
  name: string;
  requester: { authorization: string };
  decider: { authorization: string };
}

export async function makeTenant(name: string): Promise<Tenant> {
  const headersOf = (sub: string) => bearerOf({ tenant: name, sub: `${name}-${sub}`, roles: ROLES });
  return { name, requester: await headersOf('anna'), decider: await headersOf('bert') };
}

/** What a tenant has of everything; its name is in every text of it, so that it is known wherever it turns up. */
export interface Belongings {
  entityId: string;
  kpiId: string;
  ruleId: string;
  profileId: string;
  decisionId: string;
  /** Of a request that waits for a decision. */
  approvalId: string;
  /** Of the set that consists of this request. */
  changeSetId: string;
  deadLetterId: string;
  /** Of one of the KPI. */
  incidentId: string;
  notificationId: string;
  /** Of a change of the monitoring policy that waits for a decision. */
  proposalId: string;
  /** Of a webhook that is paused, and of a delivery to it that failed. */
  webhookId: string;
  deliveryId: string;
  /** Of the creation of the entity. */
  correlationId: string;
  /** Of the event that it is there. */
  changedEventId: string;
  cursors: {
    entity: string;
    approval: string;
    changeSet: string;
    inbox: string;
    event: string;
    profile: string;
    decision: string;
    anyDecision: string;
    deadLetter: string;
    notification: string;
    delivery: string;
    incident: string;
    incidentStep: string;
    proposal: string;
  };
}

const INBOX = '{ approvalInbox { edges { cursor } } }';
const BELONGINGS = `{
  entity(entityType: METADATA, canonicalKey: "revenue") {
    pendingApproval { id }
    profiles { edges { cursor node { id } } }
    profilingDecisions { edges { cursor node { id } } }
  }
  rule: entity(entityType: BUSINESS_RULE, canonicalKey: "amount_there") { profilingDecisions { edges { cursor } } }
  entities { edges { cursor } }
  approvals { edges { cursor } }
  changeSets { edges { cursor } }
  profilingDecisions { edges { cursor } }
  deadLetters { edges { cursor } }
  notifications { edges { cursor node { id } } }
  incidents { edges { cursor node { history { edges { cursor } } } } }
  webhooks { deliveries { edges { cursor } } }
  events { edges { cursor node { ... on EventEnvelope { correlationId } } } }
  monitoringPolicy { proposals { edges { cursor node { id } } } }
}`;

const PROPOSE = `mutation ($comment: String) { proposeMonitoringPolicy(
  input: { expectedVersion: 0, policy: { timeZone: "Europe/Berlin" }, comment: $comment }
) { __typename } }`;

const CHANGED = `{ events(filter: { types: [METADATA_CHANGED], canonicalKeys: ["revenue"] }) {
  edges { node { ... on EventEnvelope { id } } } } }`;

interface BelongingsData {
  entity: {
    pendingApproval: { id: string } | null;
    profiles: { edges: { cursor: string; node: { id: string } }[] };
    profilingDecisions: { edges: { cursor: string; node: { id: string } }[] };
  };
  rule: { profilingDecisions: { edges: object[] } } | null;
  entities: { edges: { cursor: string }[] };
  approvals: { edges: { cursor: string }[] };
  changeSets: { edges: { cursor: string }[] };
  profilingDecisions: { edges: { cursor: string }[] };
  deadLetters: { edges: { cursor: string }[] };
  notifications: { edges: { cursor: string; node: { id: string } }[] };
  incidents: { edges: { cursor: string; node: { history: { edges: { cursor: string }[] } } }[] };
  webhooks: { deliveries: { edges: { cursor: string }[] } }[];
  events: { edges: { cursor: string; node: { correlationId: string } }[] };
  monitoringPolicy: { proposals: { edges: { cursor: string; node: { id: string } }[] } };
}

const REQUEST_SET = `mutation ($input: RequestChangeSetInput!) { requestChangeSet(input: $input) {
  ... on RequestChangeSetSuccess { changeSet { id items { edges { node { id } } } } } } }`;

/** A change set of one request. */
const setOf = (name: string) => ({
  comment: `This is all of ${name}`,
  items: [
    {
      entityType: 'METADATA',
      canonicalKey: 'revenue',
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { description: `Wanted by ${name}` },
      comment: `Please, says ${name}`,
    },
  ],
});

/** Gives the tenant one of everything. The canonical keys are the same in every tenant; so is the table. */
export async function furnish(server: TestServer, { name, requester, decider }: Tenant): Promise<Belongings> {
  const by = { requester, decider };
  const dataset = { schema: 'sales', table: 'orders' };
  const entityId = await create(
    server,
    {
      entityType: 'METADATA',
      canonicalKey: 'revenue',
      change: { name: `Revenue of ${name}`, tier: 'TIER1', standardPackId: `pack of ${name}`, dataset },
    },
    by,
  );
  const read = async () => (await ask<BelongingsData>(server, { query: BELONGINGS }, requester)).data;
  await until('the profile', async () => (await read())?.entity.profiles.edges.length === 1);
  const kpiId = await create(
    server,
    {
      entityType: 'KPI',
      canonicalKey: 'growth',
      change: {
        name: `Growth of ${name}`,
        tier: 'TIER3',
        kpi: { formula: 'a/b', direction: 'HIGHER_IS_BETTER', computedFrom: ['revenue'] },
      },
    },
    by,
  );
  const ruleId = await create(
    server,
    {
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'amount_there',
      change: {
        name: `Amount of ${name}`,
        tier: 'TIER3',
        dataset: { ...dataset, column: 'amount' },
        businessRule: { severity: 'INFO', check: { notNull: true } },
      },
    },
    by,
  );
  // Nothing of it goes on in the background any more.
  await until('the last decision', async () => (await read())?.rule?.profilingDecisions.edges.length === 1);
  const asked = await ask<{
    requestChangeSet: { changeSet: { id: string; items: { edges: { node: { id: string } }[] } } };
  }>(server, { query: REQUEST_SET, variables: { input: setOf(name) } }, requester);
  const changeSet = asked.data?.requestChangeSet.changeSet;
  const approval = changeSet?.items.edges[0]?.node;
  const changedEventId = await until('the followed change', async () => {
    const { data } = await ask<{ events: { edges: { node: { id: string } }[] } }>(
      server,
      { query: CHANGED },
      requester,
    );
    const id = data?.events.edges[0]?.node.id;
    const query = `{ impactOf(eventId: "${id}") { eventId } }`;
    return (await ask<{ impactOf: object | null }>(server, { query }, requester)).data?.impactOf ? id : undefined;
  });
  const deadLetterId = await keepDeadLetter(server, name, `failed for ${name}`);
  const ofKpi = { tenantId: name, entityType: 'KPI', entityId: kpiId, canonicalKey: 'growth', tier: 'tier3' } as const;
  const opened = incidentOf({ ...ofKpi, summary: `Trouble of ${name}.`, assignee: `${name}-anna` });
  await openIncidents(server.parts.unitOfWork, [opened]);
  // The requester is told that his three creations were approved.
  await until('the notifications', async () => ((await read())?.notifications.edges.length ?? 0) >= 3);
  const { webhookId, deliveryId } = await keepWebhook(server, name);
  await ask(server, { query: PROPOSE, variables: { comment: `Please, says ${name}` } }, requester);
  const data = await read();
  const [proposal] = data?.monitoringPolicy.proposals.edges ?? [];
  const [delivery] = data?.webhooks[0]?.deliveries.edges ?? [];
  const [profile] = data?.entity.profiles.edges ?? [];
  const [decision] = data?.entity.profilingDecisions.edges ?? [];
  const [event] = data?.events.edges ?? [];
  const [entity] = data?.entities.edges ?? [];
  const [request] = data?.approvals.edges ?? [];
  const inbox = await ask<{ approvalInbox: { edges: { cursor: string }[] } }>(server, { query: INBOX }, decider);
  const [set] = data?.changeSets.edges ?? [];
  const [waiting] = inbox.data?.approvalInbox.edges ?? [];
  const [anyDecision] = data?.profilingDecisions.edges ?? [];
  const [letter] = data?.deadLetters.edges ?? [];
  const [notification] = data?.notifications.edges ?? [];
  const [incident] = data?.incidents.edges ?? [];
  const [step] = incident?.node.history.edges ?? [];
  if (
    !changeSet ||
    !approval ||
    !set ||
    !profile ||
    !decision ||
    !event ||
    !entity ||
    !request ||
    !waiting ||
    !anyDecision ||
    !letter ||
    !delivery ||
    !notification ||
    !incident ||
    !step ||
    !proposal
  )
    throw new Error(`${name} lacks something`);
  return {
    entityId,
    kpiId,
    ruleId,
    profileId: profile.node.id,
    decisionId: decision.node.id,
    approvalId: approval.id,
    changeSetId: changeSet.id,
    deadLetterId,
    incidentId: opened.id,
    notificationId: notification.node.id,
    proposalId: proposal.node.id,
    webhookId,
    deliveryId,
    correlationId: event.node.correlationId,
    changedEventId,
    cursors: {
      entity: entity.cursor,
      approval: request.cursor,
      changeSet: set.cursor,
      inbox: waiting.cursor,
      event: event.cursor,
      profile: profile.cursor,
      decision: decision.cursor,
      anyDecision: anyDecision.cursor,
      deadLetter: letter.cursor,
      notification: notification.cursor,
      delivery: delivery.cursor,
      incident: incident.cursor,
      incidentStep: step.cursor,
      proposal: proposal.cursor,
    },
  };
}
