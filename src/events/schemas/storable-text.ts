/** Whether a text can be stored: Postgres stores no U+0000, and UTF-8 cannot encode half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Whether every text in a value can be stored, including the names of members. */
export function holdsStorableText(value: unknown): boolean {
  const waiting = [value];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (typeof part === 'string' && !isStorable(part)) return false;
    if (typeof part !== 'object' || part === null) continue;
    for (const [name, member] of Object.entries(part)) waiting.push(name, member);
  }
  return true;
}
