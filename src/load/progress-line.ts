/** Where a command writes; a stream of the process will do. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface ProgressLine {
  show(text: string): void;
  /** Makes room for what is written next. */
  clear(): void;
}

/** Shows how far a command is: on a terminal one line that is written over, elsewhere a line each time. */
export function createProgressLine(output: Output): ProgressLine {
  const erase = '\r\u001b[2K';
  let shown = false;
  return {
    show(text) {
      shown = true;
      output.write(output.isTTY ? `${erase}${text}` : `${text}\n`);
    },
    clear() {
      if (shown && output.isTTY) output.write(erase);
      shown = false;
    },
  };
}
