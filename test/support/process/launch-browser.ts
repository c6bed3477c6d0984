import { type Browser, chromium } from 'playwright-core';

import { findProgram } from '../../../scripts/find-program.mjs';
import { TEST_TOOLS } from '../../../scripts/test-tools.mjs';

/** A real Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findProgram(TEST_TOOLS.chromium);
  if (!executablePath) throw new Error('no Chromium here: npm test installs one, or set CHROMIUM_PATH to one');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
}
