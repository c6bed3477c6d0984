import { describe, expect, test } from 'vitest';

import { createAllowsOrigin } from '../../../src/server/origins/allows-origin.ts';

const LOOPBACK = [
  'http://localhost',
  'http://localhost:5173',
  'https://localhost:5173',
  'http://LOCALHOST:3000',
  'http://127.0.0.1:1',
  'http://[::1]:8080',
];

/** What a browser of somebody else could send, or a program that tries to be taken for one of the allowed. */
const FOREIGN = [
  'null',
  '',
  '*',
  'file://',
  'https://evil.example',
  'http://localhost.evil.example',
  'http://localhost@evil.example',
  'http://localhost:3000@evil.example',
  'http://127.0.0.1.evil.example',
  'http://127.0.0.1:1.evil.example',
  'http://evil.example/localhost',
  'http://evil.example#localhost',
  'http://evil.example\\localhost',
  'http://evillocalhost',
  'http://localhost.',
  'http://127.0.0.2',
  'http://0.0.0.0',
  'http://[::]',
  'http://[::ffff:7f00:1]',
  'ws://localhost:3000',
  'ftp://localhost',
  'chrome-extension://localhost',
  'localhost:3000',
  '//localhost',
  'http://localhost/',
  'http://user@localhost',
  'http://localhost http://evil.example',
  'http://localhost, http://evil.example',
  'https://dashboard.example.evil.example',
  'https://evil-dashboard.example',
  'https://sub.dashboard.example',
  'https://dashboard.example:8443',
  'https://dashboard.example.',
  'https://dashboard.example/',
  'https://dashboard.example@evil.example',
  'http://dashboard.example',
  'http://other.example',
];

const KNOWN = ['https://dashboard.example', 'http://other.example:8080'];

describe('a local server', () => {
  const allows = createAllowsOrigin({ isLocal: true, corsOrigins: KNOWN });

  test.each([...LOOPBACK, ...KNOWN])('allows %s', (origin) => {
    expect(allows(origin)).toBe(true);
  });
  test.each(FOREIGN)('does not allow %j', (origin) => {
    expect(allows(origin)).toBe(false);
  });
});

describe('a server with authentication', () => {
  const allows = createAllowsOrigin({ isLocal: false, corsOrigins: KNOWN });

  test.each([...KNOWN, 'https://DASHBOARD.example', 'HTTPS://dashboard.example', 'https://dashboard.example:443'])(
    'allows %s',
    (origin) => {
      expect(allows(origin)).toBe(true);
    },
  );
  test.each([...LOOPBACK, ...FOREIGN])('does not allow %j', (origin) => {
    expect(allows(origin)).toBe(false);
  });
  test.each([...LOOPBACK, ...FOREIGN, ...KNOWN])('allows nobody if nothing is set: %j', (origin) => {
    expect(createAllowsOrigin({ isLocal: false, corsOrigins: [] })(origin)).toBe(false);
  });
});
