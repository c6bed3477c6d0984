export type CsvValue = string | number | null | undefined;

/**
 * Spreadsheets read a file as UTF-8 only if it begins with this mark. Other programs that read CSV know to skip it.
 */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A line as in RFC 4180, with its end. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: CsvValue): string {
  if (value == null) return '';
  if (typeof value === 'number') return String(value);
  const safe = withoutFormula(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text that a spreadsheet would run as a formula, says so with an apostrophe instead. */
function withoutFormula(text: string): string {
  return /^[\s]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}
