/*
 * Mercurius on Fastify as its documentation shows it, with its loaders, and with compiled queries from the first on
 * (jit: 1). The schema has the part of ours that the page needs. No tokens, no limits.
 */
import Fastify from 'fastify';
import { DateTimeResolver, SafeIntResolver } from 'graphql-scalars';
import mercurius from 'mercurius';

import { approvalOf, entityOf, findEntities, findPending, findProfiles, profileOf } from './entities-page.js';

const FIELDS = `
  id: ID!
  entityType: EntityType!
  canonicalKey: String!
  name: String!
  tier: Tier!
  version: Int!
  dataset: DatasetRef
  latestProfile: Profile
  pendingApproval: Approval`;
const TYPES = ['Metadata', 'Kpi', 'GlossaryTerm', 'BusinessRule', 'Tag', 'LineageField'];

const schema = `
  scalar DateTime
  scalar SafeInt
  enum EntityType { METADATA KPI GLOSSARY BUSINESS_RULE TAG LINEAGE }
  enum Tier { TIER1 TIER2 TIER3 TIER4 TIER5 }
  enum QualityGrade { A B C D F }
  enum ChangeKind { CREATE UPDATE DEPRECATE }
  type DatasetRef { schema: String! table: String! column: String }
  type Actor { actorId: String! }
  type Profile { createdAt: DateTime! rowCount: SafeInt! qualityScore: Float! qualityGrade: QualityGrade! }
  type Approval { id: ID! kind: ChangeKind! requestedBy: Actor! }
  interface GovernedEntity {${FIELDS}}
  ${TYPES.map((name) => `type ${name} implements GovernedEntity {${FIELDS}}`).join('\n')}
  type EntityEdge { node: GovernedEntity! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type EntityConnection { edges: [EntityEdge!]! pageInfo: PageInfo! }
  type Query { entities(first: Int): EntityConnection! }
`;

const resolvers = {
  DateTime: DateTimeResolver,
  SafeInt: SafeIntResolver,
  GovernedEntity: { resolveType: ({ __typename }) => __typename },
  Query: {
    async entities() {
      const { page, pageInfo } = await findEntities();
      return { edges: page.map((row) => ({ node: { ...entityOf(row), row } })), pageInfo };
    },
  },
};

const loaders = {
  latestProfile: async (queries) =>
    (await findProfiles(queries.map(({ obj }) => obj.row.last_profile_id))).map(profileOf),
  pendingApproval: async (queries) => (await findPending(queries.map(({ obj }) => obj.row))).map(approvalOf),
};

const app = Fastify();
app.register(mercurius, {
  schema,
  resolvers,
  loaders: Object.fromEntries(TYPES.map((name) => [name, loaders])),
  jit: 1,
});
console.log(JSON.stringify({ url: await app.listen({ port: 0, host: '127.0.0.1' }) }));
