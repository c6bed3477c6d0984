import { pino } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';

import { type RunningServer, startServer } from './compose/server.ts';
import { type Config, loadConfig } from './config.ts';
import { describeStart } from './describe-start.ts';
import { failToStart } from './fail-to-start.ts';
import { logError } from './log-error.ts';
import type { Logger } from './logger.ts';

/** For whoever has started it in a terminal; the log is for programs. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(config: Config): Promise<void> {
  tell(describeStart(config));
  const logger = pino({ level: config.logLevel, serializers: { err: logError } });
  // Set up for the life of the process, because it cannot be undone.
  const processMetrics = new Registry();
  collectDefaultMetrics({ register: processMetrics });
  const server = await startServer(config, { logger, processMetrics: () => processMetrics.metrics() });
  // Before it says that it listens: whoever hears that may stop it at once.
  stopOnSignals(server, logger);
  const mode = config.databaseUrl === undefined ? `embedded store in ${config.dataDir}` : 'Postgres';
  const { run } = config;
  const isServing = run.includes('api');
  logger.info(
    { url: isServing ? `${server.url}/graphql` : server.url, store: mode, run },
    isServing
      ? `listening on ${server.url}/graphql; the dashboard is at ${server.url}/`
      : `running ${run.join(' and ')}; health is at ${server.url}/health/ready`,
  );
  tell(
    isServing
      ? `listening: the dashboard is at ${server.url}/ and GraphQL at ${server.url}/graphql`
      : `running ${run.join(' and ')}: health is at ${server.url}/health/ready`,
  );
  if (isServing && config.auth.kind === 'none') {
    logger.warn({}, 'no authentication is configured: every request acts for the tenant demo with all roles');
  }
}

function stopOnSignals(server: RunningServer, logger: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    // A second signal means that the operator does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    server.close().then(
      () => {
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the server could not shut down cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  await main(loadConfig(process.env));
} catch (error) {
  failToStart(error);
}
