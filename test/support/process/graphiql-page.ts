import type { Browser, Page } from 'playwright-core';

import { until } from '../until.ts';

/** GraphiQL in a browser. */
export interface GraphiQLPage extends AsyncDisposable {
  page: Page;
  /**
   * Requests to other hosts, and errors and warnings in the console. What the browser itself says about a server that
   * is away, or refuses, is none.
   */
  complaints(): readonly string[];
  /** Presses the play button. */
  run(): Promise<void>;
  operation(): Promise<string>;
  response(): Promise<string>;
  /** The response as the list that a subscription shows. */
  results(): Promise<unknown[]>;
  /** Replaces the text of an editor, which is known by the end of its name. */
  write(editor: 'operation.graphql' | 'request-headers.json', text: string): Promise<void>;
  /** Waits until the line below the response matches. */
  untilLine(pattern: RegExp): Promise<void>;
  /** How many WebSockets have been acknowledged. */
  connectionCount(): number;
}

/** What the editor shows in a browser's console on its own account. */
interface Monaco {
  editor: { getModels(): { uri: { path: string }; getValue(): string; setValue(text: string): void }[] };
}

export async function openGraphiQL(browser: Browser, url: string): Promise<GraphiQLPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  let connections = 0;
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:')) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    const isOfBrowser = text.includes('net::ERR_') || text.startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isOfBrowser) complaints.push(text);
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (payload.toString().includes('"connection_ack"')) connections++;
    });
  });
  await page.goto(url);
  // The editor takes no input before it shows its text.
  await page.locator('.view-line', { hasText: 'ProfileCompleted' }).first().waitFor();

  function read(editor: string): Promise<string> {
    return page.evaluate((name) => {
      const { __MONACO: monaco } = globalThis as unknown as { __MONACO: Monaco };
      return (
        monaco.editor
          .getModels()
          .find(({ uri }) => uri.path.endsWith(name))
          ?.getValue() ?? ''
      );
    }, editor);
  }
  const line = () => page.locator('.connection-line').innerText();

  return {
    page,
    complaints: () => complaints,
    async run() {
      await page.getByRole('button', { name: /Execute query/ }).click();
    },
    operation: () => read('operation.graphql'),
    response: () => read('response.json'),
    results: async () => JSON.parse(await read('response.json')) as unknown[],
    async write(editor, text) {
      await page.evaluate(
        ([name = '', value = '']) => {
          const { __MONACO: monaco } = globalThis as unknown as { __MONACO: Monaco };
          monaco.editor
            .getModels()
            .find(({ uri }) => uri.path.endsWith(name))
            ?.setValue(value);
        },
        [editor, text],
      );
    },
    async untilLine(pattern) {
      await until(`the line ${String(pattern)}`, async () => pattern.test((await line()).trim()));
    },
    connectionCount: () => connections,
    async [Symbol.asyncDispose]() {
      await page.close();
    },
  };
}
