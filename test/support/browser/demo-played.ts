/* Loaded before each file of the level: its tests look at the demo's data. */
import { existsSync, readFileSync } from 'node:fs';

import { inject } from 'vitest';

import { until } from '../until.ts';

const LIMIT_MS = 180_000;

const path = inject('demoPlayed');
await until('the day of the demo', () => existsSync(path), LIMIT_MS);
const fault = readFileSync(path, 'utf8');
if (fault !== '') throw new Error(`The day of the demo went wrong: ${fault}`);
