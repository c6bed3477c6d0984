import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

import { until } from '../until.ts';

/** The dashboard in a tab of a browser that knows nothing yet. */
export interface Tab extends AsyncDisposable {
  page: Page;
  /**
   * Since this was asked last: requests to other hosts, and errors and warnings in the console. What the browser itself says about a server that
   * is away, or refuses, is none.
   */
  complaints(): readonly string[];
  /** Waits until a page is there, everything on it is loaded, and what happens arrives. */
  untilReady(): Promise<void>;
}

export interface TabOptions {
  /** Who one is, on a server without authentication. */
  actor?: string;
  width?: number;
  theme?: 'light' | 'dark';
}

/** The browser of the level; the tabs of whoever connects go when they close it. */
export function connectBrowser(): Promise<Browser> {
  return chromium.connect(inject('browserEndpoint'));
}

const ABOUT_SERVER = /^(Failed to load resource|WebSocket connection to)/;

export async function openTab(browser: Browser, url: string, options: TabOptions = {}): Promise<Tab> {
  const { actor, width = 1280, theme = 'light' } = options;
  const settings: BrowserContextOptions = {
    viewport: { width, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(settings);
  if (actor !== undefined) {
    const kept = `sessionStorage.setItem('metadata-governance.actor', ${JSON.stringify(actor)})`;
    await context.addInitScript({ content: kept });
  }
  const page = await context.newPage();
  const { origin } = new URL(url);
  const complaints: string[] = [];
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.origin !== origin && to.protocol !== 'data:') complaints.push(`a request to ${request.url()}`);
  });
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || ABOUT_SERVER.test(message.text())) return;
    complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  await page.goto(url);
  return {
    page,
    complaints: () => complaints.splice(0),
    async untilReady() {
      await page.locator('h1').first().waitFor();
      await page.locator('[data-testid=connection][data-status=live]').waitFor({ state: 'attached' });
      await until('everything to be loaded', async () => (await loading(page)) === 0);
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

function loading(page: Page): Promise<number> {
  return page.getByRole('status', { name: 'Loading' }).count();
}
