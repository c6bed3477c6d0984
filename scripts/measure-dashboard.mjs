/*
 * Measures the dashboard in Chromium, on a demo that it starts or on the server whose address it is given: the first
 * view on a processor that is four times as slow, and a thousand events a second for ten seconds.
 */
import { chromium } from 'playwright-core';

import { chromiumOptions } from './chromium-options.mjs';
import { startDemo } from './demo-process.mjs';
import { IS_READY, untilTrue } from './open-dashboard.mjs';

const SLOWDOWN = 4;
const VIEWS = 5;
const EVENTS_PER_SECOND = 1_000;
const FLOOD_SECONDS = 10;
const FLOOD_INTERVAL_MS = 20;

/** Notes when the page is readable, what has moved, and how long frames and tasks take. */
const OBSERVER = `
  globalThis.measured = { shift: 0, longestTaskMs: 0, longTasks: 0, longestFrameMs: 0, frames: 0 };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) measured.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      measured.longTasks++;
      measured.longestTaskMs = Math.max(measured.longestTaskMs, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  let lastMs;
  const look = (nowMs) => {
    if (lastMs !== undefined) measured.longestFrameMs = Math.max(measured.longestFrameMs, nowMs - lastMs);
    lastMs = nowMs;
    measured.frames++;
    if (measured.readableMs === undefined && ${IS_READY}) measured.readableMs = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** @typedef {{ readableMs: number, shift: number, longestTaskMs: number, longTasks: number, longestFrameMs: number, frames: number }} Measured */

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

/**
 * Opens the page in a browser that has nothing of it.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {number} slowdown of the processor
 */
async function open(browser, url, slowdown) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ content: OBSERVER });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { context, page, url };
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function measureFirstView(browser, url) {
  /** @type {Measured[]} */
  const views = [];
  for (let view = 0; view < VIEWS; view++) {
    const { context, page } = await open(browser, url, SLOWDOWN);
    await page.goto(url);
    await untilTrue(page, 'measured.readableMs !== undefined');
    // What comes later may still move something.
    await page.waitForTimeout(2_000);
    views.push(await page.evaluate('measured'));
    await context.close();
  }
  console.log(`first view, processor slowed ${SLOWDOWN} times, median of ${VIEWS}:`);
  console.log(`  readable after ${Math.round(median(views.map(({ readableMs }) => readableMs)))} ms`);
  console.log(`  layout shift ${Math.max(...views.map(({ shift }) => shift)).toFixed(4)} (largest)`);
}

/**
 * Events are put into the page's own connection: what is measured is the page, whatever the server can do.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function measureFlood(browser, url) {
  const { context, page } = await open(browser, url, 1);
  /** @type {((text: string) => void) | undefined} */
  let send;
  /** @type {string | undefined} */
  let subscription;
  /** @type {any[]} */
  const samples = [];
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    const server = socket.connectToServer();
    send = (text) => {
      socket.send(text);
    };
    socket.onMessage((text) => {
      const message = JSON.parse(text.toString());
      if (message.type === 'subscribe' && /LiveEvents/.test(message.payload.query)) subscription = message.id;
      server.send(text);
    });
    server.onMessage((text) => {
      const message = JSON.parse(text.toString());
      const event = message.type === 'next' && message.id === subscription ? message.payload.data?.events : undefined;
      if (event?.entity) samples.push(event);
      socket.send(text);
    });
  });
  await page.goto(url);
  await untilTrue(page, 'measured.readableMs !== undefined');
  while (new Set(samples.map(({ entity }) => String(entity.id))).size < 5) await page.waitForTimeout(500);
  await page.evaluate('Object.assign(measured, { longestTaskMs: 0, longTasks: 0, longestFrameMs: 0, frames: 0 })');
  const startMs = performance.now();
  let sent = 0;
  while (performance.now() - startMs < FLOOD_SECONDS * 1_000) {
    const due = Math.floor(((performance.now() - startMs) / 1_000) * EVENTS_PER_SECOND);
    while (sent < due) {
      const event = { ...samples[sent % samples.length], id: `flood-${sent}`, cursor: `flood-${sent}` };
      const name = `${event.entity.canonicalKey} ${sent}`;
      const data = { events: { ...event, entity: { ...event.entity, name } } };
      send?.(JSON.stringify({ id: subscription, type: 'next', payload: { data } }));
      sent++;
    }
    await new Promise((resolve) => setTimeout(resolve, FLOOD_INTERVAL_MS));
  }
  const seconds = (performance.now() - startMs) / 1_000;
  // What has arrived is told a moment later.
  await page.waitForTimeout(1_000);
  /** @type {Measured} */
  const measured = await page.evaluate('measured');
  console.log(`${sent} events in ${seconds.toFixed(1)} s:`);
  console.log(`  longest frame ${Math.round(measured.longestFrameMs)} ms, ${measured.frames} frames`);
  console.log(`  ${measured.longTasks} tasks above 50 ms, the longest ${Math.round(measured.longestTaskMs)} ms`);
  console.log(`  the page says: ${await page.getByTestId('new-items').first().getAttribute('aria-label')}`);
  await context.close();
}

const [givenUrl] = process.argv.slice(2);
const demo = givenUrl === undefined ? await startDemo(/degraded/) : { url: givenUrl, end: () => undefined };
const browser = await chromium.launch(chromiumOptions());
try {
  await measureFirstView(browser, demo.url);
  await measureFlood(browser, demo.url);
} finally {
  await browser.close();
  demo.end();
}
process.exit();
