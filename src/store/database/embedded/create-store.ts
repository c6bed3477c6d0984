import { createReadStream, existsSync } from 'node:fs';
import { rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { StartError } from '../../../start-error.ts';
import { openPglite } from './pglite.ts';
import { findStoreTemplate } from './store-template.ts';
import { unpackTar } from './unpack-tar.ts';

/**
 * Creates the database in the folder, unless it is there. A process that is killed on the way leaves nothing that looks
 * like a database: it is made beside the folder, and renamed when it is whole.
 * @throws StartError if the folder has other files in it
 */
export async function createStore(folder: string): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const template = findStoreTemplate();
  if (template === undefined) await initDatabase(unfinished);
  else
    await pipeline(createReadStream(template), createGunzip(), (tar: AsyncIterable<Buffer>) =>
      unpackTar(tar, unfinished),
    );
  await removeEmpty(folder);
  await rename(unfinished, folder);
}

/** On a thread that ends then: `initdb` takes 500 MB which a thread that went on would keep. */
async function initDatabase(dataDir: string): Promise<void> {
  const database = await openPglite({ dataDir });
  await database.close();
}

async function removeEmpty(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  try {
    await rmdir(folder);
  } catch (error) {
    throw new StartError(
      `The folder ${folder} has files, but no whole database. Move it away, or set another DATA_DIR.`,
      { cause: error },
    );
  }
}
