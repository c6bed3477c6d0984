import type { ActorIdCase } from '../../domain/actor-id.ts';
import type { ApprovalPolicies } from '../../domain/approvals/approval-policy.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { ChangeSignals } from '../../events/live/change-signals.ts';
import type { Feed } from '../../events/live/feed.ts';
import type { Logger } from '../../logger.ts';
import type { Database } from '../../store/database/sql.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import type { StoredPolicies } from '../../store/monitoring/stored-policies.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import type { WebhookSender } from '../../webhooks/webhook-sender.ts';
import type { SubscriberInfo } from '../../workflow/administration/replay-events.ts';
import type { WarehouseCatalogue } from '../../workflow/datasets/warehouse-catalogue.ts';
import type { RuleProbe } from '../../workflow/profiling/rule-probe.ts';
import { createLoaders, type Loaders } from '../loaders.ts';
import { createPositions, type Positions } from '../positions.ts';
import { type AnswerSize, createAnswerSize } from './answer-size.ts';
import { createPolicyInForce, type PolicyInForce } from './policy-in-force.ts';

/** The parts of the server that resolvers use. */
export interface SchemaParts {
  database: Database;
  unitOfWork: UnitOfWork;
  /** What tenants may know of the warehouse. */
  catalogue: WarehouseCatalogue;
  log: StoredEventLog;
  feed: Feed;
  changes: ChangeSignals;
  webhookSender: WebhookSender;
  approvalPolicies: ApprovalPolicies;
  actorIdCase: ActorIdCase;
  clock: Clock;
  logger: Logger;
  ruleProbe: RuleProbe;
  policies: StoredPolicies;
  /** All job handlers; `types` are the events to which each subscribes. */
  subscribers: readonly SubscriberInfo[];
  /** Age from which events are removed; undefined: none are. */
  retentionDays: number | undefined;
  /** Maximum size of a response. */
  maxAnswerBytes: number;
  /** The trace of the request, in W3C format; the unit of work passes it to emitted events. */
  traceparent?: string | undefined;
}

/** What a subscription knows of its client. */
export interface StreamOptions {
  /** Whether the client understands bookmarks. */
  bookmarks: boolean;
}

/** The context of one operation, or of one event of a subscription. */
export interface SchemaContext extends SchemaParts, StreamOptions {
  viewer: Viewer;
  loaders: Loaders;
  answer: AnswerSize;
  positions: Positions;
  /** The policy of the viewer's tenant: one and the same for the whole execution. */
  policy: PolicyInForce;
}

const NO_STREAM: StreamOptions = { bookmarks: false };

/** Loaders cache and responses are counted, so every execution gets a context of its own, in which nothing is stale. */
export function createContext(parts: SchemaParts, viewer: Viewer, stream: StreamOptions = NO_STREAM): SchemaContext {
  return {
    ...parts,
    ...stream,
    viewer,
    loaders: createLoaders(parts, viewer),
    answer: createAnswerSize(parts.maxAnswerBytes),
    positions: createPositions(parts, viewer),
    policy: createPolicyInForce(parts.policies, viewer.tenantId),
  };
}
