/*
 * The documented recipe: GraphQL Yoga, graphql-ws on ws as Yoga's page on subscriptions shows it, and
 * graphql-redis-subscriptions as its README shows it. The subscription has the shape of ours.
 */
import { createServer } from 'node:http';

import { RedisPubSub } from 'graphql-redis-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { createSchema, createYoga } from 'graphql-yoga';
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';

const { REDIS_URL = '', CHANNEL = '' } = process.env;

const pubsub = new RedisPubSub({ publisher: new Redis(REDIS_URL), subscriber: new Redis(REDIS_URL) });

const schema = createSchema({
  typeDefs: /* GraphQL */ `
    scalar DateTime
    scalar SafeInt
    enum EntityType {
      METADATA
      KPI
      GLOSSARY
      BUSINESS_RULE
      TAG
      LINEAGE
    }
    enum Tier {
      TIER1
      TIER2
      TIER3
      TIER4
      TIER5
    }
    enum QualityGrade {
      A
      B
      C
      D
      F
    }
    input StreamFilter {
      canonicalKeys: [String!]
    }
    type MetadataProfileCompleted {
      entityType: EntityType!
      entityId: ID!
      canonicalKey: String!
      tier: Tier!
      qualityScore: Float!
      qualityGrade: QualityGrade!
      completeness: Float!
      rowCount: SafeInt!
      duration: Float!
    }
    type MetadataProfileCompletedEvent {
      cursor: String!
      id: ID!
      createdAt: DateTime!
      payload: MetadataProfileCompleted!
    }
    type Query {
      ok: Boolean!
    }
    type Subscription {
      profileCompleted(filter: StreamFilter, after: String): MetadataProfileCompletedEvent!
    }
  `,
  resolvers: {
    Query: { ok: () => true },
    Subscription: {
      profileCompleted: { subscribe: () => pubsub.asyncIterator(CHANNEL), resolve: (event) => event },
    },
  },
});

const yoga = createYoga({ schema });
const server = createServer(yoga);
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint });

useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (ctx, _id, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...ctx,
        req: ctx.extra.request,
        socket: ctx.extra.socket,
        params,
      });
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);

server.listen(0, '127.0.0.1', 4096, () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
