/** What the load client can be told to do. */
export type Command =
  | ({ kind: 'open' } & Opening)
  /** Begins to count anew. `threshold`: a number of messages of one socket; when each has reached it is noted. */
  | { kind: 'reset'; threshold?: number }
  | ({ kind: 'wait' } & Wait)
  /** Reads nothing more from this many of the sockets. */
  | { kind: 'pause'; sockets: number };

export interface Opening {
  port: number;
  sockets: number;
  /** How many subscriptions each of the sockets opens. Default: 1. */
  operations?: number;
  /** If given, the subscriptions ask for these many canonical keys by turns. */
  keys?: number;
  /** Cursor after which to begin. */
  after?: string;
  /** How many may be connecting at a time. Default: 100. */
  concurrency?: number;
}

export interface Opened {
  /** When the first socket was asked for, and when the last one's subscriptions were read by the server. */
  startedAtMicros: number;
  endedAtMicros: number;
}

export interface Wait {
  /** Messages to wait for, of all sockets together. */
  messages: number;
  /** How many sockets must also have reached the threshold. Default: none. */
  sockets?: number;
  /** Gives up when none has come for this long. */
  quietMs: number;
}

/** What has come since the last reset. */
export interface Received {
  messages: number;
  /** Of the socket with the fewest, and of the one with the most. */
  least: number;
  most: number;
  firstAtMicros: number;
  lastAtMicros: number;
  /** When each socket reached the threshold, in order. */
  reachedAtMicros: readonly number[];
  /** Of every 16th socket: the event's number, and when it came. */
  samples: readonly (readonly [number: number, atMicros: number])[];
  /** Sockets that have closed so far. */
  closed: number;
  /** Texts that were neither events nor expected: the first few. */
  oddities: readonly string[];
  /** Share of the time from the first to the last message that the cores were busy; undefined if the system does not say. */
  busy: { server: number; client: number } | undefined;
}
