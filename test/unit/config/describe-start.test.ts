import { expect, it } from 'vitest';

import { describeStart } from '../../../src/describe-start.ts';
import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';

it('says what the start is about to do, and no password', async () => {
  await using folder = await createTemporaryFolder();
  const dataDir = folder.path;
  expect(describeStart({ dataDir, databaseUrl: undefined })).toBe(
    `preparing the embedded database in ${dataDir} (the first start takes some seconds) ...`,
  );
  expect(describeStart({ dataDir, databaseUrl: 'postgres://anna:secret@db.example:5433/store?sslmode=require' })).toBe(
    'connecting to Postgres at db.example:5433 ...',
  );
  expect(describeStart({ dataDir, databaseUrl: 'postgres:///store?host=/run/postgresql' })).toBe(
    'connecting to Postgres ...',
  );
});
