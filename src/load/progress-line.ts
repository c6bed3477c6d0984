import type { LoadProgress } from './load-table.ts';

/** Where a command writes; a stream of the process will do. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface ProgressLine {
  show(progress: LoadProgress): void;
  /** Makes room for what is written next. */
  clear(): void;
}

/** Shows how far a load is: on a terminal one line that is written over, elsewhere a line each time. */
export function createProgressLine(output: Output, file: string): ProgressLine {
  const erase = '\r\u001b[2K';
  let shown = false;
  return {
    show(progress) {
      const text = describe(progress, file);
      shown = true;
      output.write(output.isTTY ? `${erase}${text}` : `${text}\n`);
    },
    clear() {
      if (shown && output.isTTY) output.write(erase);
      shown = false;
    },
  };
}

function describe({ phase, rows, bytesRead, bytesTotal }: LoadProgress, file: string): string {
  const doing = phase === 'inferring' ? 'finding the types of' : 'loading';
  const percent = bytesTotal ? `, ${Math.floor((bytesRead / bytesTotal) * 100)} %` : '';
  return `${doing} ${file}: ${rows.toLocaleString('en-US')} rows${percent}`;
}
