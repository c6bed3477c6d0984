/** As many values as the server takes in a condition. */
const MOST_VALUES = 1_000;

/** Whoever writes a URL by hand writes `2024` for a word, and the router reads a number. */
export function readText(raw: unknown): string | undefined {
  const value = typeof raw === 'string' ? raw : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : '';
  return value.trim() === '' ? undefined : value;
}

/** One value or several, each once, without those that cannot be read; undefined if there are none. */
export function readList<T>(raw: unknown, read: (value: string) => T | undefined): readonly T[] | undefined {
  const all: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const values = all.map((each) => {
    const value = readText(each);
    return value === undefined ? undefined : read(value);
  });
  const known = [...new Set(values.filter((value) => value !== undefined))].slice(0, MOST_VALUES);
  return known.length > 0 ? known : undefined;
}

/** Reads a value that is one of the keys of a record. */
export function keyOf<K extends string>(record: Readonly<Record<K, unknown>>) {
  const isKey = (value: unknown): value is K => typeof value === 'string' && Object.hasOwn(record, value);
  return (value: unknown): K | undefined => (isKey(value) ? value : undefined);
}
