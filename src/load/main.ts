import { loadConfig } from '../config.ts';
import { openTarget } from './open-target.ts';
import { runLoad } from './run-load.ts';

process.exitCode = await runLoad(process.argv.slice(2), {
  openTarget: () => openTarget(loadConfig(process.env)),
  stdout: process.stdout,
  stderr: process.stderr,
});
