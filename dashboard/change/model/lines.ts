/** The items of a list that has one on each line; blank lines are none. */
export function linesIn(written: string): readonly string[] {
  return written.split('\n').flatMap((line) => {
    const item = line.trim();
    return item === '' ? [] : [item];
  });
}

/** A canonical key for a name, such as `revenue_gross` for `Revenue, gross`. */
export function keyFor(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 200);
}
