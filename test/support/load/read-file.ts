import { type FileOptions, fileSource } from '../../../src/load/file-source.ts';
import type { Row } from '../../../src/load/source/row-source.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** What a file of this content is read as. */
export async function readFile(
  name: string,
  content: string | Buffer,
  options: FileOptions = {},
): Promise<{ names: string[]; rows: Row[] }> {
  await using folder = await createTemporaryFolder();
  const source = await fileSource(await folder.write(name, content), options);
  const reading = source.read();
  const rows: Row[] = [];
  for await (const row of reading.rows) rows.push(row);
  return { names: [...reading.names], rows };
}
