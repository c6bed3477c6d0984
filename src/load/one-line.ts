/** Files hold what they like: no line break and no command to the terminal gets through. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\p{Control}+\s*/gu, ' ');
}
