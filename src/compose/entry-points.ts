import type { Server } from 'node:http';

import type { Config } from '../config.ts';
import { createContext } from '../schema/kit/context.ts';
import { schema } from '../schema/schema.ts';
import { createAuthenticate } from '../server/authentication/authenticate.ts';
import { createMaskError } from '../server/graphql/mask-error.ts';
import { partsInTrace } from '../server/graphql/trace-context.ts';
import { createHealthHttp } from '../server/health/health-http.ts';
import { createHealthServer } from '../server/health/health-server.ts';
import { createMetricsHttp } from '../server/health/metrics-http.ts';
import type { Readiness } from '../server/health/readiness.ts';
import { createGraphQLHttp } from '../server/http/graphql-http.ts';
import { createHttpServer } from '../server/http/http-server.ts';
import { signInSettingsOf } from '../server/http/sign-in-http.ts';
import { createAllowsOrigin } from '../server/origins/allows-origin.ts';
import { createEventsHttp } from '../server/producers/events-http.ts';
import { createGraphQLSocket } from '../server/socket/graphql-socket.ts';
import { createGraphQLSse, type GraphQLSseParts } from '../server/sse/graphql-sse.ts';
import type { Instance } from './instance.ts';

export interface EntryPointParts {
  readMetrics: () => Promise<string>;
  checkReadiness: () => Promise<Readiness>;
  /** Called for each connection that was closed because there were too many. */
  onDropped: () => void;
}

/** What listens for clients, or for those who watch over an instance that serves none. */
export interface EntryPoints {
  http: Server;
  socketCount: () => number;
  streamCount: () => number;
  /** Closes sockets and event streams, after the given time at most. */
  close: (graceMs: number) => Promise<unknown>;
}

/** All entry points for clients. They do not listen yet. */
export function createEntryPoints(config: Config, instance: Instance, given: EntryPointParts): EntryPoints {
  const { parts, metrics } = instance;
  const { logger } = parts;
  const authenticate = createAuthenticate(config.auth, config);
  const watching = watchingParts(config, instance, given);
  const { maskError, isLocal } = watching;
  const operations: GraphQLSseParts = {
    schema,
    contextFor: (viewer, stream, traceparent) => createContext(partsInTrace(parts, traceparent), viewer, stream),
    maskError,
    logger,
  };
  const sockets = createGraphQLSocket(
    { ...operations, authenticate },
    { maxSockets: config.maxSockets, maxUnacknowledged: config.maxUnacknowledgedSockets },
  );
  const sse = createGraphQLSse(operations, { maxStreams: config.maxEventStreams });
  const http = createHttpServer({
    ...watching,
    graphql: createGraphQLHttp({ schema, parts, authenticate, maskError, sse }),
    events: createEventsHttp({ parts, authenticate, maskError, onResult: metrics.reported }),
    sockets,
    signIn: signInSettingsOf(config.auth),
    allowsOrigin: createAllowsOrigin({ isLocal, corsOrigins: config.corsOrigins }),
  });
  return {
    http,
    socketCount: () => sockets.socketCount(),
    streamCount: () => sse.streamCount(),
    close: (graceMs) => Promise.all([sockets.close(graceMs), sse.close(graceMs)]),
  };
}

/** Health and metrics alone. They do not listen yet. */
export function createWatchPoints(config: Config, instance: Instance, given: EntryPointParts): EntryPoints {
  return {
    http: createHealthServer(watchingParts(config, instance, given)),
    socketCount: () => 0,
    streamCount: () => 0,
    close: () => Promise.resolve(),
  };
}

function watchingParts(config: Config, { parts, metrics }: Instance, given: EntryPointParts) {
  const { logger } = parts;
  const isLocal = config.auth.kind === 'none';
  return {
    metrics: createMetricsHttp({
      read: given.readMetrics,
      token: config.metricsToken,
      isLocal,
      onError: (error) => {
        logger.error({ err: error }, 'the metrics could not be read');
      },
    }),
    maskError: createMaskError(logger),
    onAnswered: metrics.answered,
    onDropped: given.onDropped,
    answerHealth: createHealthHttp(given.checkReadiness),
    isLocal,
    limits: config.httpLimits,
  };
}
