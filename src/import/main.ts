import { pino } from 'pino';

import { openInstance } from '../compose/instance.ts';
import { loadConfig } from '../config.ts';
import { logError } from '../log-error.ts';
import { runImport } from './run-import.ts';

const logger = pino({ level: 'error', serializers: { err: logError } }, pino.destination(process.stderr.fd));

process.exitCode = await runImport(process.argv.slice(2), {
  openInstance: () => openInstance(loadConfig(process.env), { logger }),
  stdout: process.stdout,
  stderr: process.stderr,
});
