import { findProgram } from './find-program.mjs';
import { TEST_TOOLS } from './test-tools.mjs';

/**
 * How the system's Chromium is started.
 * @returns {import('playwright-core').LaunchOptions}
 */
export function chromiumOptions() {
  const executablePath = findProgram(TEST_TOOLS.chromium);
  if (!executablePath) throw new Error('no Chromium here: npm test installs one, or set CHROMIUM_PATH to one');
  return {
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  };
}
