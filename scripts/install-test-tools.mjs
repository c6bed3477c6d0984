/*
 * The tests run programs that npm does not install. This script looks for them, and installs missing ones with the
 * system's package manager; it prints what it does, and does nothing if all are there. Its arguments are the keys of
 * those that are needed; without any, all are.
 */
import { spawnSync } from 'node:child_process';

import { findProgram } from './find-program.mjs';
import { TEST_TOOLS } from './test-tools.mjs';

/** @typedef {keyof typeof TEST_TOOLS.chromium.packages} Manager */

/** @type {readonly { manager: Manager, before?: string[], install: string[], asUser?: boolean }[]} */
const MANAGERS = [
  { manager: 'apt-get', before: ['update', '-q'], install: ['install', '-y', '-q'] },
  { manager: 'dnf', install: ['install', '-y'] },
  { manager: 'apk', install: ['add'] },
  { manager: 'pacman', install: ['-Sy', '--noconfirm'] },
  { manager: 'brew', install: ['install'], asUser: true },
];

/** @param {string} program */
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** @param {string[]} command */
function run([program = '', ...args]) {
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

const needed = process.argv.slice(2);
const missing = Object.entries(TEST_TOOLS)
  .filter(([name, tool]) => (needed.length === 0 || needed.includes(name)) && !findProgram(tool))
  .map(([, tool]) => tool);
const found = MANAGERS.find(({ manager }) => has(manager));
let isUpToDate = false;

for (const { title, neededBy, variable, packages } of missing) {
  const byHand = `Install ${title} by hand, or set ${variable} to one, and run this again.`;
  if (!found) {
    console.error(`${neededBy} need ${title}, and no package manager was found. ${byHand}`);
    process.exit(1);
  }
  const { manager, before, install, asUser = false } = found;
  const prefix = !asUser && process.getuid?.() !== 0 ? ['sudo', manager] : [manager];
  const commands = [...(before && !isUpToDate ? [before] : []), [...install, ...packages[manager]]];
  isUpToDate = true;
  for (const command of commands.map((args) => [...prefix, ...args])) {
    console.log(`${neededBy} need ${title}: running ${command.join(' ')}`);
    if (!run(command)) {
      console.error(`That failed. ${byHand}`);
      process.exit(1);
    }
  }
}
