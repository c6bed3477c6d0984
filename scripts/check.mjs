/* Everything that CI runs, what fails fastest first. Each step is an npm script and can be run alone. */
import { spawnSync } from 'node:child_process';

const STEPS = [
  'check:format',
  'check:types',
  'check:lint',
  'check:imports',
  'check:unused',
  'check:drift',
  'check:api',
  'build',
  'check:size',
  'check:smoke',
  'test',
];

for (const step of STEPS) {
  const startedAt = Date.now();
  console.log(`\n== ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
  console.log(`== ${step}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  if (status !== 0) process.exit(status ?? 1);
}
