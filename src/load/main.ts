import { loadConfig } from '../config.ts';
import { openDatabase } from '../store/database/open-database.ts';
import { runLoad } from './run-load.ts';
import { directTarget } from './table/direct-target.ts';

process.exitCode = await runLoad(process.argv.slice(2), {
  async openTarget() {
    const database = await openDatabase(loadConfig(process.env));
    return { ...directTarget(database), close: () => database.close() };
  },
  stdout: process.stdout,
  stderr: process.stderr,
});
