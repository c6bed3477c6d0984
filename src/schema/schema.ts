import type { GraphQLSchema } from 'graphql';

import { builder } from './kit/builder.ts';
import { measuredSchema } from './kit/measured-schema.ts';

import './administration/dead-letter.ts';
import './administration/retention.ts';
import './administration/subscribers.ts';
import './approvals/approval-comment.ts';
import './approvals/approval-inbox.ts';
import './approvals/approval-mutations.ts';
import './approvals/approval.ts';
import './approvals/decide-approvals.ts';
import './entities/business-rule.ts';
import './entities/entity-list.ts';
import './entities/glossary-term.ts';
import './entities/governed-entity.ts';
import './entities/import-entities.ts';
import './entities/kpi.ts';
import './entities/lineage-field.ts';
import './entities/metadata.ts';
import './entities/tag.ts';
import './entities/standard-packs.ts';
import './entities/tier-summary.ts';
import './events/bound-entities.ts';
import './events/event-chain.ts';
import './events/event-changes.ts';
import './events/event-queries.ts';
import './events/event-subject.ts';
import './events/refresh-mutations.ts';
import './events/subscriptions.ts';
import './lineage/column-lineage.ts';
import './lineage/impact.ts';
import './lineage/lineage-graph.ts';
import './lineage/lineage.ts';
import './notifications/follow.ts';
import './notifications/notification.ts';
import './profiling/profile.ts';
import './profiling/profiling-decision.ts';
import './profiling/profiling-simulation.ts';
import './profiling/quality-change.ts';
import './profiling/quality-trend.ts';
import './webhooks/webhook-mutations.ts';
import './webhooks/webhook.ts';
import './node.ts';
import './viewer.ts';

/** The whole schema. The imports above fill it. */
export const schema: GraphQLSchema = measuredSchema(builder.toSchema());
