/** The name of a column, type or table as SQL that means exactly this name, whatever characters it contains. */
export function quotedName(...parts: string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}
