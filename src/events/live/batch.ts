import type { LogEntry } from '../log/log.ts';

/** An event as it is sent, or a bookmark. */
export interface BatchItem {
  offset: number;
  /** The position behind it, as clients see it; undefined: it is no place to continue from. */
  cursor?: string;
  text: string;
  /** Undefined for a bookmark. */
  entry?: LogEntry;
}

/** What is sent together. The same object is given to all members that get the same. */
export interface Batch {
  /** In offset order. */
  items: readonly BatchItem[];
  /** Who has the batch has everything up to this offset. */
  through: number;
}

/** Most characters of the texts of one batch, unless a single text is longer. */
const MAX_CHARACTERS = 256 * 1024;

/** The items in as many batches as their size requires; the last one reaches to the end. */
export function batchesOf(items: readonly BatchItem[], through: number): Batch[] {
  const batches: Batch[] = [];
  let start = 0;
  let characters = 0;
  for (const [index, { text }] of items.entries()) {
    characters += text.length;
    const isLast = index === items.length - 1;
    if (!isLast && characters < MAX_CHARACTERS) continue;
    const batch = items.slice(start, index + 1);
    batches.push({ items: batch, through: isLast ? through : (batch.at(-1)?.offset ?? through) });
    start = index + 1;
    characters = 0;
  }
  return batches.length > 0 ? batches : [{ items: [], through }];
}

/** What comes after the offset. */
export function batchAfter(batch: Batch, offset: number): Batch {
  const [first] = batch.items;
  if (!first || first.offset > offset) return batch;
  return { items: batch.items.filter((item) => item.offset > offset), through: batch.through };
}

export function entriesOf({ items }: Batch): LogEntry[] {
  return items.flatMap(({ entry }) => entry ?? []);
}
