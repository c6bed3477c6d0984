/** A formatted count with its noun, such as `1 row` or `2,500 rows`; a sign in front does not matter. */
export function counted(count: string | number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${/^\W?1$/.test(String(count)) ? noun : nouns}`;
}

/** How many of all values there are with its verb, such as `1 of 10 values fails`. */
export function valuesThat(count: string, all: string, verb: string): string {
  return `${count} of ${counted(all, 'value')} ${count === '1' ? `${verb}s` : verb}`;
}
