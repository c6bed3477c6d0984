import type { GraphQLSchema } from 'graphql';

import { builder } from './builder.ts';
import './approval-comment.ts';
import './approval-inbox.ts';
import './approval-mutations.ts';
import './approval.ts';
import './business-rule.ts';
import './dead-letter.ts';
import './decide-approvals.ts';
import './event-chain.ts';
import './event-queries.ts';
import './follow.ts';
import './glossary-term.ts';
import './governed-entity.ts';
import './import-entities.ts';
import './impact.ts';
import './kpi.ts';
import './lineage-field.ts';
import './lineage.ts';
import './metadata.ts';
import './node.ts';
import './notification.ts';
import './operations.ts';
import './profile.ts';
import './profiling-decision.ts';
import './profiling-simulation.ts';
import './quality-change.ts';
import './quality-trend.ts';
import './refresh-mutations.ts';
import './subscriptions.ts';
import './tag.ts';
import './viewer.ts';
import './webhook-mutations.ts';
import './webhook.ts';

/** The whole schema. Importing the files above is what fills it. */
export const schema: GraphQLSchema = builder.toSchema();
