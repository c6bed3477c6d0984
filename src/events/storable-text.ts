/** Whether a text can be kept: Postgres stores no U+0000, and UTF-8 has no form for half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
