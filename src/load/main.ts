import { loadConfig } from '../config.ts';
import { openDatabase } from '../store/database/open-database.ts';
import { runLoad } from './run-load.ts';

process.exitCode = await runLoad(process.argv.slice(2), {
  openDatabase: () => openDatabase(loadConfig(process.env)),
  stdout: process.stdout,
  stderr: process.stderr,
});
