import type { ServerResponse } from 'node:http';

import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql';

import type { Viewer } from '../../domain/viewer.ts';
import { inTime } from '../../in-time.ts';
import type { Logger } from '../../logger.ts';
import { BegunOperation } from '../operations/begun-operation.ts';
import { closeWhenAnswered } from '../operations/close-when-answered.ts';
import { CLOSE } from '../operations/connection.ts';
import { Operation, type OperationRequest } from '../operations/operation.ts';
import { createOperationRunner, type OperationRunnerParts } from '../operations/run-operation.ts';
import { SseConnection, type SseRules } from './sse-connection.ts';

export interface GraphQLSseParts extends OperationRunnerParts {
  logger: Logger;
}

export interface SseLimits {
  /** Streams of this instance at a time. */
  maxStreams: number;
  /** How often a stream that is silent is given a sign of life. Default: 12 s. */
  beatMs?: number;
}

export interface GraphQLSse {
  /**
   * Responds with the results of the request, or with the errors that keep it from being run. False: there is no room,
   * and it is left to the caller.
   */
  respond(response: ServerResponse, viewer: Viewer, request: OperationRequest | readonly unknown[]): boolean;
  streamCount(): number;
  /** Takes no more, and ends all streams, those of queries and mutations when they are answered or the time is over. */
  close(graceMs: number): Promise<void>;
}

const BEAT_MS = 12_000;

/**
 * GraphQL over Server-Sent Events, in the mode of distinct connections:
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export function createGraphQLSse(parts: GraphQLSseParts, { maxStreams, beatMs = BEAT_MS }: SseLimits): GraphQLSse {
  const { schema, maskError, logger } = parts;
  const runner = createOperationRunner(parts);
  const connections = new Set<SseConnection>();
  let isClosing = false;

  const rules: SseRules = {
    onTooSlow(connection) {
      const { tenantId, actor } = connection.viewer;
      logger.warn({ tenantId, actorId: actor.actorId }, 'client too slow');
      connection.endStreams();
      connection.close(CLOSE.tooSlow);
    },
  };
  // One timer for all.
  const beating = setInterval(() => {
    for (const connection of connections) connection.beat();
  }, beatMs).unref();

  async function run(connection: SseConnection, request: OperationRequest): Promise<void> {
    const operation = new Operation('');
    operation.hasBegun = true;
    connection.operations.set(operation.id, operation);
    connection.begin(operation);
    const { document, operationName, variables } = request;
    const contextValue = new BegunOperation(operation, connection, connection.viewer, request);
    const args = { schema, document, operationName, variableValues: variables, contextValue };
    const isStream = getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
    const results = await (isStream ? runner.subscribe(args) : runner.execute(args));
    if (!(Symbol.asyncIterator in results)) sendResult(connection, results);
    else {
      for await (const result of results) {
        sendResult(connection, result, operation.cursor);
        await connection.untilReady();
      }
    }
    connection.complete();
  }

  function sendResult(connection: SseConnection, result: ExecutionResult, cursor?: string): void {
    const masked = result.errors ? { ...result, errors: result.errors.map(maskError) } : result;
    connection.sendResult(JSON.stringify(masked), cursor);
  }

  return {
    respond(response, viewer, request) {
      if (isClosing || connections.size >= maxStreams) return false;
      const connection = new SseConnection(response, viewer, rules);
      connections.add(connection);
      response.once('close', () => {
        connections.delete(connection);
        connection[Symbol.dispose]();
      });
      if (viewer.expiresAt) connection.closeAtExpiry(viewer.expiresAt);
      if ('document' in request) {
        run(connection, request).catch((error: unknown) => {
          sendResult(connection, { errors: [maskError(error)] });
          connection.complete();
        });
      } else {
        sendResult(connection, { errors: request.map(maskError) });
        connection.complete();
      }
      return true;
    },
    streamCount: () => connections.size,
    async close(graceMs) {
      isClosing = true;
      clearInterval(beating);
      await inTime(Promise.all([...connections].map(closeWhenAnswered)), graceMs, () => []);
    },
  };
}
