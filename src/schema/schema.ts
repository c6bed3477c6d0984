import type { GraphQLSchema } from 'graphql';

import { builder } from './builder.ts';
import './approval-mutations.ts';
import './approval.ts';
import './business-rule.ts';
import './dead-letter.ts';
import './event-queries.ts';
import './glossary-term.ts';
import './governed-entity.ts';
import './import-entities.ts';
import './kpi.ts';
import './lineage-field.ts';
import './metadata.ts';
import './node.ts';
import './profile.ts';
import './profiling-decision.ts';
import './refresh-mutations.ts';
import './subscriptions.ts';
import './tag.ts';
import './viewer.ts';

/** The whole schema. Importing the files above is what fills it. */
export const schema: GraphQLSchema = builder.toSchema();
