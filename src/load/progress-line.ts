/** Where a command writes, such as a stream of the process. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface ProgressLine {
  show(text: string): void;
  /** Clears the line for other output. */
  clear(): void;
}

/** Shows the progress of a command: on a terminal as one line that is overwritten, elsewhere as a line each time. */
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
