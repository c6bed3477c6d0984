import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

import { documents } from '../src/documents/documents.ts';

rmSync('schemas', { recursive: true, force: true });
mkdirSync('schemas');
for (const [path, text] of documents()) writeFileSync(path, text);
