export interface NullOptions {
  /** Texts that stand for null, such as NA, exactly as they are written. */
  nulls?: readonly string[];
  /** What an empty text is. If left out: null in a .csv or .tsv file, and an empty text in all others. */
  empty?: 'null' | 'text';
}

/** Tells which texts of a file are null. `usualEmpty`: what an empty text is if the options leave it open. */
export function createIsNull(
  { nulls = [], empty }: NullOptions,
  usualEmpty: 'null' | 'text',
): (text: string) => boolean {
  const known = new Set(nulls);
  if ((empty ?? usualEmpty) === 'null') known.add('');
  const [only, ...more] = known;
  // Most files know one, and the empty text is compared faster than it is looked up.
  return more.length === 0 ? (text) => text === only : (text) => known.has(text);
}
