import { pino } from 'pino';

import { type RunningServer, startServer } from '../src/compose/server.ts';
import { describeStart } from '../src/describe-start.ts';
import { failToStart } from '../src/fail-to-start.ts';
import { logError } from '../src/log-error.ts';
import { createApi } from './api.ts';
import { readDatasets } from './data/datasets.ts';
import { GOVERNED_ENTITIES } from './data/governed-entities.ts';
import { loadMissingTables } from './data/warehouse.ts';
import { openDayPosition } from './day-position.ts';
import { narrate } from './narrator.ts';
import { registerEntities } from './register.ts';
import { runDay } from './run-day.ts';
import { type DemoSettings, loadDemoSettings } from './settings.ts';
import { formatLine, layoutOf, type Line } from './terminal.ts';

const SUBSCRIPTION = `subscription {
  profileCompleted { cursor createdAt payload { canonicalKey tier qualityScore qualityGrade rowCount } }
}`;

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(line: Line): void {
  write(formatLine(line, layoutOf(process.stdout, process.env.NO_COLOR)));
}

/** Loads and registers what is missing, and runs the working day until the signal is aborted. */
async function run(server: RunningServer, { intervalSeconds }: DemoSettings, signal: AbortSignal): Promise<void> {
  const { warehouse, url } = server;
  const api = createApi(url);
  const datasets = await readDatasets();
  const position = await openDayPosition(warehouse);
  const loaded = await loadMissingTables(warehouse, datasets, signal);
  if (loaded.length > 0) write(`loaded ${loaded.join(', ')} from the npm package vega-datasets`);
  const registered = await registerEntities(api, GOVERNED_ENTITIES, signal);
  if (registered > 0) write(`registered ${registered} entities: anna and carla asked for them, bert and dora approved`);
  if (position.step > 0) write(`going on after step ${position.step} of the day`);
  write(`
The dashboard is at ${url}/

GraphiQL is at ${url}/graphql. Its first tab follows finished profiles; or paste this one into any client:

${SUBSCRIPTION.replaceAll(/^/gm, '  ')}

Below is what a dashboard sees, with a new step of a working day every ${intervalSeconds} s. Ctrl-C ends it, and the
next start goes on from there.
`);

  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const running = [
    narrate({ serverUrl: url, api, say, signal: either }),
    runDay({ warehouse, datasets, api, position, intervalSeconds, say, signal: either }),
  ];
  try {
    await Promise.race(running);
  } finally {
    ended.abort();
    await Promise.allSettled(running);
  }
}

async function main(settings: DemoSettings): Promise<void> {
  write(describeStart(settings.config));
  const logger = pino(
    { level: settings.config.logLevel, serializers: { err: logError } },
    pino.destination(process.stderr.fd),
  );
  const server = await startServer(settings.config, { logger });
  const stopped = new AbortController();
  const stop = () => {
    if (!stopped.signal.aborted) write('\nstopping ...');
    stopped.abort();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    await run(server, settings, stopped.signal);
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
  } finally {
    await server.close();
  }
}

try {
  await main(loadDemoSettings(process.env));
  process.exit(0);
} catch (error) {
  failToStart(error);
}
