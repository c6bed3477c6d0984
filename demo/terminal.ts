import { styleText } from 'node:util';

export type Tone = 'good' | 'bad' | 'story' | 'quiet';

/** One thing that happened, as the terminal prints it. */
export interface Line {
  at: Date;
  verb: string;
  /** What it happened to. If left out, the text starts in its place. */
  subject?: string;
  text: string;
  tone?: Tone;
}

export interface Layout {
  /** Width at which to wrap. If left out, lines are not wrapped. */
  columns?: number | undefined;
  colour: boolean;
}

const STYLES = { good: 'green', bad: 'red', story: 'cyan', quiet: 'dim' } as const satisfies Record<Tone, string>;
const VERB_WIDTH = 'recovered'.length;
const SUBJECT_WIDTH = 'box_office_worldwide +9'.length;
const GAP = '  ';
/** Text in a narrower column would be unreadable. */
const MIN_TEXT_WIDTH = 30;

/** `12:00:05  refreshed  cinema.movies  +320 rows`, with the texts aligned. */
export function formatLine({ at, verb, subject, text, tone }: Line, { columns, colour }: Layout): string {
  const time = at.toTimeString().slice(0, 'hh:mm:ss'.length);
  const head = [time, verb.padEnd(VERB_WIDTH), ...(subject === undefined ? [] : [subject.padEnd(SUBJECT_WIDTH)])];
  const indent = head.join(GAP).length + GAP.length;
  const width = columns === undefined ? Infinity : Math.max(columns - indent, MIN_TEXT_WIDTH);
  const line = [...head, wrap(text, width).join(`\n${' '.repeat(indent)}`)].join(GAP).trimEnd();
  return colour && tone ? styleText(STYLES[tone], line, { validateStream: false }) : line;
}

/** Breaks a text at spaces; a longer word stays whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Only a terminal gets colours and wrapping; a file gets plain lines. */
export function layoutOf(stream: { isTTY?: boolean; columns?: number }, noColor: string | undefined): Layout {
  return { columns: stream.isTTY ? stream.columns : undefined, colour: Boolean(stream.isTTY) && !noColor };
}
