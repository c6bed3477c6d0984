/*
 * Runs the server from its sources, and starts it again after each change; and beside it the dashboard, which changes in
 * the browser while one edits it.
 */
import { spawn } from 'node:child_process';

import { createServer } from 'vite';

import { runNode } from './build/run-node.mjs';

const { PORT = '' } = process.env;
const serverUrl = `http://127.0.0.1:${PORT === '' ? '4000' : PORT}`;
process.env.SERVER_URL = serverUrl;

// GraphiQL has no development server: it is loaded as it was built.
await runNode('scripts/build.mjs', '--pages');
const vite = await createServer({ configFile: 'dashboard/vite.config.ts', clearScreen: false });
await vite.listen();
const [dashboardUrl] = vite.resolvedUrls?.local ?? [];

const tsx = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'src/main.ts'];
const server = spawn(process.execPath, tsx, { stdio: 'inherit' });
// Both get the signals of the terminal.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => server.kill(/** @type {NodeJS.Signals} */ (signal)));
server.on('exit', (code) => {
  void vite.close().then(() => process.exit(code ?? 0));
});

console.log(`\nThe dashboard, as you edit it, is at ${dashboardUrl}
GraphQL and GraphiQL are at ${serverUrl}/graphql, and the dashboard of the last build at ${serverUrl}/\n`);
