export type Rows = readonly unknown[];

/** Why a text has no rows. */
export interface UnreadableText {
  /** From 1; undefined where the text as a whole is not readable. */
  line?: number;
  message: string;
}

/** The rows of a JSON array, or one for each line of JSON Lines. Names of tiers as files write them are taken, too. */
export function readRows(text: string): { rows: Rows } | { problem: UnreadableText } {
  const trimmed = text.trim();
  if (trimmed === '') return { rows: [] };
  if (trimmed.startsWith('[')) {
    try {
      const value: unknown = JSON.parse(trimmed);
      return { rows: Array.isArray(value) ? value.map(withTierName) : [] };
    } catch (error) {
      return { problem: { message: messageOf(error) } };
    }
  }
  try {
    // One object over several lines is a file, too.
    return { rows: [withTierName(JSON.parse(trimmed))] };
  } catch {
    return readLines(text);
  }
}

function readLines(text: string): { rows: Rows } | { problem: UnreadableText } {
  const rows: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      rows.push(withTierName(JSON.parse(line)));
    } catch (error) {
      return { problem: { line: index + 1, message: messageOf(error) } };
    }
  }
  return { rows };
}

/** `tier1`, as events and files say, is `TIER1` in the API. */
function withTierName(row: unknown): unknown {
  if (!isObject(row) || !isObject(row.content) || typeof row.content.tier !== 'string') return row;
  return { ...row, content: { ...row.content, tier: row.content.tier.toUpperCase() } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a row is about, as far as it says so. */
export function rowName(row: unknown): string | undefined {
  return isObject(row) && typeof row.canonicalKey === 'string' ? row.canonicalKey : undefined;
}
