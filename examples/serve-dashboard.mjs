/*
 * Serves dashboard.html from an origin that is not the API's, as any web server would.
 *
 *   node examples/serve-dashboard.mjs [port]
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const PAGE = new URL('dashboard.html', import.meta.url);

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  readFile(PAGE).then(
    (page) => response.end(page),
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(process.argv[2] ?? 5173), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}`);
});
