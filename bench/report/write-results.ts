import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PartResult } from '../run/part-result.ts';
import { tableOf } from './table.ts';

const FOLDER = join(import.meta.dirname, '..', 'results');

const INTRODUCTION = `# Results of the bench

Written by \`npm run bench\`; [how it measures](../README.md). Each figure is the median of its rounds, with the least and
the greatest. Ratios are ours to the one beside it, computed within a round.
`;

/** Writes the part's own file, and results.md anew from the files of all parts. */
export async function writeResults(result: PartResult): Promise<void> {
  await writeFile(join(FOLDER, `${result.part}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
  const sections: string[] = [];
  for (const file of files) {
    // Written by the line above, now or in an earlier run.
    sections.push(sectionOf(JSON.parse(await readFile(join(FOLDER, file), 'utf8')) as PartResult));
  }
  await writeFile(join(FOLDER, 'results.md'), [INTRODUCTION, ...sections].join('\n'));
}

function sectionOf(result: PartResult): string {
  const command = `npm run bench -- ${result.part}${result.form === 'full' ? ' --full' : ''}`;
  return [
    `## ${result.title}`,
    '',
    tableOf(result),
    '',
    `\`${command}\`, ${result.measuredAt.slice(0, 10)}, in ${result.tookSeconds} s`,
    '',
    ...Object.entries(result.machine).map(([name, value]) => `- ${name}: ${value}`),
    '',
  ].join('\n');
}
