import type { AnswerError } from './answer.ts';

export interface SseFrame {
  id?: string;
  event?: string;
  data?: string;
  retry?: string;
}

export interface SseStream {
  response: Response;
  /** All that has arrived; filled as it arrives. */
  frames: SseFrame[];
  /** Comments that have arrived. */
  beats: () => number;
  /** The results among the frames, parsed. */
  results: () => { data?: Record<string, unknown> | null; errors?: AnswerError[] }[];
  /** Position of the last frame that has one. */
  position: () => string | undefined;
  /** Whether the server has completed the operation. */
  isCompleted: () => boolean;
  /** Resolves when the response has ended, in whatever way. */
  ended: Promise<void>;
  close: () => void;
}

export interface SseRequestInit {
  query: string;
  variables?: object;
  extensions?: object;
}

/** Asks for an event stream as a program would, without a library. */
export async function openSse(
  url: string,
  { query, variables, extensions }: SseRequestInit,
  { method = 'POST', headers = {} }: { method?: 'GET' | 'POST'; headers?: Record<string, string> } = {},
): Promise<SseStream> {
  const control = new AbortController();
  const target = new URL('/graphql', url);
  if (method === 'GET') {
    target.searchParams.set('query', query);
    if (variables) target.searchParams.set('variables', JSON.stringify(variables));
    if (extensions) target.searchParams.set('extensions', JSON.stringify(extensions));
  }
  const response = await fetch(target, {
    method,
    headers: {
      accept: 'text/event-stream',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(method === 'POST' && { body: JSON.stringify({ query, variables, extensions }) }),
    signal: control.signal,
  });
  const frames: SseFrame[] = [];
  let beats = 0;

  async function readAll(): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) beats++;
        else frames.push(frameOf(block));
      }
    }
  }

  return {
    response,
    frames,
    beats: () => beats,
    results: () =>
      frames.flatMap(({ event, data = '' }) =>
        event === 'next' ? [JSON.parse(data) as ReturnType<SseStream['results']>[number]] : [],
      ),
    position: () => frames.findLast(({ id }) => id !== undefined)?.id,
    isCompleted: () => frames.some(({ event }) => event === 'complete'),
    ended: readAll().catch(() => undefined),
    close: () => {
      control.abort();
    },
  };
}

function frameOf(block: string): SseFrame {
  return Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]));
}
