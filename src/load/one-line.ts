/** Files contain arbitrary text: no line break and no terminal control sequence gets through. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\p{Control}+\s*/gu, ' ');
}
