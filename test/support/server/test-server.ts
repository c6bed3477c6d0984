import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { type RunningServer, type ServerOptions, startServer } from '../../../src/compose/server.ts';
import { loadConfig } from '../../../src/config.ts';
import type { Logger } from '../../../src/logger.ts';
import { openPostgresStore } from '../store/postgres-store.ts';

export interface TestServer extends RunningServer, AsyncDisposable {
  /** Lines that the server logged. */
  logged: LogLine[];
  /** Moves the server's clock on. */
  advance(byMs: number): void;
  now(): Date;
  /** Executes over HTTP. */
  execute<R, V extends object>(
    document: TypedDocumentNode<R, V> | string,
    variables?: V,
    headers?: Record<string, string>,
  ): Promise<ExecutionResult<R>>;
  /** As `execute`, for what must have no errors. */
  query<R, V extends object>(
    document: TypedDocumentNode<R, V> | string,
    variables?: V,
    headers?: Record<string, string>,
  ): Promise<R>;
  /** A stock client; closed with the server. */
  client(connectionParams?: Record<string, unknown>): Client;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: Record<string, unknown>;
}

/**
 * A whole server on a free port; a local one, unless the environment says how tokens are signed. On Postgres where no store
 * is given: it opens ten times as fast as PGlite.
 */
export async function startTestServer(
  options: { env?: Record<string, string> } & Partial<ServerOptions> = {},
): Promise<TestServer> {
  const { env = {}, ...compose } = options;
  const config = loadConfig({ PORT: '0', HOST: '127.0.0.1', ...env });
  const logged: LogLine[] = [];
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const database = compose.database ?? (await openPostgresStore());
  const server = await startServer(config, { logger: recordingLogger(logged), clock: now, ...compose, database });
  const clients: Client[] = [];

  async function execute<R, V extends object>(
    document: TypedDocumentNode<R, V> | string,
    variables?: V,
    headers: Record<string, string> = {},
  ): Promise<ExecutionResult<R>> {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: typeof document === 'string' ? document : print(document), variables }),
    });
    return (await response.json()) as ExecutionResult<R>;
  }

  return {
    ...server,
    logged,
    advance(byMs) {
      offsetMs += byMs;
    },
    now,
    execute,
    async query(document, variables, headers) {
      const { data, errors } = await execute(document, variables, headers);
      if (errors || !data) throw new Error(`the query failed: ${JSON.stringify(errors)}`);
      return data;
    },
    client(connectionParams = {}) {
      const client = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams,
        retryAttempts: 0,
        lazyCloseTimeout: 0,
      });
      clients.push(client);
      return client;
    },
    fetch: (path, init) => fetch(`${server.url}${path}`, init),
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.dispose();
      await server.close();
    },
  };
}

function recordingLogger(lines: LogLine[]): Logger {
  const record = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, message, fields: fields as Record<string, unknown> });
  };
  return { info: record('info'), warn: record('warn'), error: record('error') };
}
