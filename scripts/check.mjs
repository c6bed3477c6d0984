/* Everything that CI runs. Each step is an npm script and can be run alone. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What fails fastest first. */
const STEPS = [
  'check:format',
  'check:types',
  'check:imports',
  'check:unused',
  'check:drift',
  'check:api',
  'build',
  'check:size',
  'check:smoke',
];

/**
 * @param {string} step
 * @param {boolean} [isBeside] whether its output is shown when it has ended
 * @returns {Promise<boolean>} whether it is ok
 */
async function run(step, isBeside = false) {
  const startedAt = Date.now();
  if (!isBeside) console.log(`\n== ${step}`);
  const child = spawn('npm', ['run', '--silent', step], {
    stdio: ['inherit', isBeside ? 'pipe' : 'inherit', isBeside ? 'pipe' : 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const output = child.stdout && child.stderr ? await Promise.all([text(child.stdout), text(child.stderr)]) : [];
  const status = await ended;
  if (isBeside) console.log(`\n== ${step}\n${output.join('')}`);
  console.log(`== ${step}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return status === 0;
}

// It takes as long as all that comes before the tests, and has a processor of its own meanwhile.
const lint = run('check:lint', true);
// It waits for the network, if at all.
const tools = run('tools', true);

/** @returns {Promise<never>} */
async function fail() {
  // An installation is not broken off.
  await tools;
  process.exit(1);
}

for (const step of STEPS) if (!(await run(step))) await fail();
if (!(await lint) || !(await tools) || !(await run('test'))) await fail();
