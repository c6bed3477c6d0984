import { expect, test } from 'vitest';

import { loadDemoSettings } from '../../../demo/settings.ts';

test('the demo has a folder and a log level of its own, and empty variables count as not set', () => {
  for (const env of [{}, { DATA_DIR: '', LOG_LEVEL: '', DEMO_INTERVAL_SECONDS: '' }]) {
    const { config, intervalSeconds } = loadDemoSettings(env);
    expect(config).toMatchObject({ dataDir: './data/demo', logLevel: 'warn', port: 4000 });
    expect(intervalSeconds).toBe(4);
  }
});

test('what is set holds', () => {
  const { config, intervalSeconds } = loadDemoSettings({
    DATA_DIR: '/tmp/x',
    LOG_LEVEL: 'info',
    DEMO_INTERVAL_SECONDS: '30',
  });
  expect(config).toMatchObject({ dataDir: '/tmp/x', logLevel: 'info' });
  expect(intervalSeconds).toBe(30);
});

test.each(['0', '3601', '1.5', '-4', 'often'])('an interval of %j is refused in one line', (value) => {
  expect(() => loadDemoSettings({ DEMO_INTERVAL_SECONDS: value })).toThrow(
    `DEMO_INTERVAL_SECONDS is "${value}", expected a whole number from 1 to 3600`,
  );
});

test('a server that asks for tokens is none for the demo, which has none', () => {
  const auth = { AUTH_SECRET: 'a secret of more than thirty-two characters', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };
  expect(() => loadDemoSettings(auth)).toThrow('the demo acts as several people');
});
