/**
 * The programs that the tests run and npm does not install: where to look for them, and their names in the system's
 * package managers.
 */
export const TEST_TOOLS = {
  chromium: {
    title: 'Chromium',
    neededBy: 'The browser tests',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    variable: 'CHROMIUM_PATH',
    elsewhere: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    packages: {
      'apt-get': ['chromium'],
      dnf: ['chromium'],
      apk: ['chromium'],
      pacman: ['chromium'],
      brew: ['--cask', 'chromium'],
    },
  },
  curl: {
    title: 'curl',
    neededBy: 'The tests of the examples',
    names: ['curl'],
    variable: 'CURL_PATH',
    elsewhere: [],
    packages: {
      'apt-get': ['curl'],
      dnf: ['curl'],
      apk: ['curl'],
      pacman: ['curl'],
      brew: ['curl'],
    },
  },
  pgbouncer: {
    title: 'PgBouncer',
    neededBy: 'The tests of a pooled database',
    names: ['pgbouncer'],
    variable: 'PGBOUNCER_PATH',
    elsewhere: ['/usr/sbin/pgbouncer', '/usr/local/sbin/pgbouncer'],
    packages: {
      'apt-get': ['pgbouncer'],
      dnf: ['pgbouncer'],
      apk: ['pgbouncer'],
      pacman: ['pgbouncer'],
      brew: ['pgbouncer'],
    },
  },
  redis: {
    title: 'redis-server',
    neededBy: 'The tests of several instances',
    names: ['redis-server', 'valkey-server'],
    variable: 'REDIS_SERVER_PATH',
    elsewhere: [],
    packages: {
      'apt-get': ['redis-server'],
      dnf: ['valkey'],
      apk: ['redis'],
      pacman: ['valkey'],
      brew: ['redis'],
    },
  },
};
