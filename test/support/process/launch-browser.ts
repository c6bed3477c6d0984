import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';

import { findProgram } from '../../../scripts/find-program.mjs';
import { TEST_TOOLS } from '../../../scripts/test-tools.mjs';

/** A real Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

/** One for several processes, which connect to it. */
export function launchSharedBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({ ...launchOptions(), host: '127.0.0.1' });
}

function launchOptions(): LaunchOptions {
  const executablePath = findProgram(TEST_TOOLS.chromium);
  if (!executablePath) throw new Error('no Chromium here: npm test installs one, or set CHROMIUM_PATH to one');
  return {
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  };
}
