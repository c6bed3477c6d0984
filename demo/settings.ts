import { type Config, loadConfig } from '../src/config.ts';
import { ConfigError } from '../src/config-error.ts';

export interface DemoSettings {
  config: Config;
  intervalSeconds: number;
}

const MAX_INTERVAL_SECONDS = 3_600;

/**
 * The settings of the server, with the demo's own folder and log level, and DEMO_INTERVAL_SECONDS: the pause between
 * two steps of the working day. Default: 4.
 * @throws ConfigError as loadConfig does
 */
export function loadDemoSettings(env: Readonly<Record<string, string | undefined>>): DemoSettings {
  // An empty variable counts as not set, as it does for the server.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const config = loadConfig({ DATA_DIR: './data/demo', LOG_LEVEL: 'warn', ...set });
  if (config.auth.kind !== 'none') {
    throw new ConfigError(
      'the demo acts as several people without tokens: unset AUTH_SECRET, AUTH_JWKS_URL and OIDC_ISSUER',
    );
  }
  return { config, intervalSeconds: parseInterval(set.DEMO_INTERVAL_SECONDS ?? '4') };
}

function parseInterval(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= MAX_INTERVAL_SECONDS) return seconds;
  throw new ConfigError(
    `DEMO_INTERVAL_SECONDS is ${JSON.stringify(text)}, expected a whole number from 1 to ${MAX_INTERVAL_SECONDS}`,
  );
}
