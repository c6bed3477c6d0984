import { type Browser, type BrowserServer, chromium } from 'playwright-core';

import { chromiumOptions } from '../../../scripts/chromium-options.mjs';

/** A real Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(chromiumOptions());
}

/** One for several processes, which connect to it. */
export function launchSharedBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({ ...chromiumOptions(), host: '127.0.0.1' });
}
