/** The row that a key leads to; undefined if the key leads nowhere. Rows are counted from 0, and there is at least one. */
export function rowAfterKey(key: string, row: number, count: number, pageSize: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(row + 1, last);
    case 'ArrowUp':
      return Math.max(row - 1, 0);
    case 'PageDown':
      return Math.min(row + pageSize, last);
    case 'PageUp':
      return Math.max(row - pageSize, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
