/*
 * The browser tests drive a real Chromium. This looks for one, and installs it by the system's package manager where
 * there is none; it says what it does. CHROMIUM_PATH names one that stands somewhere else.
 */
import { spawnSync } from 'node:child_process';

import { findChromium } from './find-chromium.mjs';

const INSTALLERS = [
  {
    tool: 'apt-get',
    commands: [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', 'chromium'],
    ],
  },
  { tool: 'dnf', commands: [['dnf', 'install', '-y', 'chromium']] },
  { tool: 'apk', commands: [['apk', 'add', 'chromium']] },
  { tool: 'pacman', commands: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
  { tool: 'brew', commands: [['brew', 'install', '--cask', 'chromium']], asUser: true },
];

/** @param {string} tool */
const has = (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;

if (!findChromium()) {
  const installer = INSTALLERS.find(({ tool }) => has(tool));
  if (!installer) {
    console.error('The browser tests need Chromium. Install it, or set CHROMIUM_PATH to one, and run this again.');
    process.exit(1);
  }
  const needsSudo = !installer.asUser && process.getuid?.() !== 0;
  for (const command of installer.commands) {
    const [program = '', ...args] = needsSudo ? ['sudo', ...command] : command;
    console.log(`The browser tests need Chromium: running ${[program, ...args].join(' ')}`);
    const { status } = spawnSync(program, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) {
      console.error('That failed. Install Chromium by hand, or set CHROMIUM_PATH to one, and run this again.');
      process.exit(1);
    }
  }
}
