import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

export interface ImportedFile extends AsyncDisposable {
  path: string;
  /** Also removed afterwards. */
  folder: string;
}

/** A file of entities in a folder of its own. */
export async function writeImportedFile(entities: number): Promise<ImportedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-import-'));
  const path = join(folder, 'entities.json');
  const out = createWriteStream(path);
  for (let index = 0; index < entities; index++) {
    const text = `${index === 0 ? '[' : ','}\n${JSON.stringify(entityOf(index, entities))}`;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end('\n]\n');
  await finished(out);
  return { path, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Of ten entities, seven are metadata; the others are a KPI, a glossary term and a lineage field, which mention others.
 */
function entityOf(index: number, entities: number): object {
  const key = (at: number) => `entity_${at - (at % 10)}`;
  const content = {
    name: `Entity ${index}`,
    description: 'An entity of the bench, with a description that is about as long as descriptions are.',
    tier: `tier${1 + (index % 5)}`,
  };
  const other = entities - 1 - index;
  const metadata = (at: number) => ({ entityType: 'METADATA', canonicalKey: key(at) });
  const name = (entityType: string) => ({ entityType, canonicalKey: `entity_${index}` });
  switch (index % 10) {
    case 7: {
      const kpi = { formula: 'sum(amount)', direction: 'HIGHER_IS_BETTER', computedFrom: [key(other)] };
      return { ...name('KPI'), content: { ...content, kpi } };
    }
    case 8:
      return {
        ...name('GLOSSARY'),
        content: { ...content, glossary: { definition: 'What it is.', synonyms: ['it'] } },
      };
    case 9: {
      const lineage = { from: { ...metadata(index), column: 'a' }, to: { ...metadata(other), column: 'b' } };
      return { ...name('LINEAGE'), content: { ...content, lineage } };
    }
    default:
      return { ...name('METADATA'), content: { ...content, dataset: { schema: 'bench', table: `table_${index}` } } };
  }
}
