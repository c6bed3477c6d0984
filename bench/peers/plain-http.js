/*
 * Plain HTTP: node:http and pg, and one page that is written for it. Reads and parses the body, runs the three
 * statements, and answers with the same bytes as our server. No GraphQL, no tokens, no limits.
 */
import { createServer } from 'node:http';

import { approvalOf, entityOf, findEntities, findPending, findProfiles, profileOf } from './entities-page.js';

async function answerPage() {
  const { page, pageInfo } = await findEntities();
  const [profiles, approvals] = await Promise.all([
    findProfiles(page.map((row) => row.last_profile_id)),
    findPending(page),
  ]);
  const edges = page.map((row, index) => ({
    node: {
      ...entityOf(row),
      latestProfile: profileOf(profiles[index]) ?? null,
      pendingApproval: approvalOf(approvals[index]) ?? null,
    },
  }));
  return JSON.stringify({ data: { entities: { edges, pageInfo } } });
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    try {
      const { query } = JSON.parse(Buffer.concat(chunks).toString());
      if (typeof query !== 'string') throw new Error('no query');
      const body = await answerPage();
      const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
      response.writeHead(200, headers).end(body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
