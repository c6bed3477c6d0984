import pg from 'pg';

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** @param options what follows the name; left out: an empty database in UTF-8 */
export function createDatabase(
  serverUrl: string,
  name: string,
  options = `ENCODING 'UTF8' TEMPLATE template0`,
): Promise<void> {
  return runOn(serverUrl, `CREATE DATABASE ${name} ${options}`);
}

export function dropDatabase(serverUrl: string, name: string): Promise<void> {
  return runOn(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
}

/** Runs statements on a connection of their own. */
export async function runOn(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
