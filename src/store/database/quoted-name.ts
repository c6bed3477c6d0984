/** The name of a column, type or table as SQL text that means exactly this name, whatever characters it has. */
export function quotedName(...parts: string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}
