import type { ServerResponse } from 'node:http';

import { answer } from './answer.ts';

export function answerJson(response: ServerResponse, status: number, body: object): void {
  answer(response, {
    status,
    headers: { 'content-type': 'application/json', ...(status >= 400 && { connection: 'close' }) },
    body: JSON.stringify(body),
  });
}
