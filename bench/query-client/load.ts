/** What the query client is told to do: to ask the same again and again. */
export interface Load {
  port: number;
  /** The body of the request, JSON. */
  body: string;
  authorization: string;
  /** Each has one request at a time. */
  connections: number;
  /** Before anything is counted. */
  warmUpMs: number;
  durationMs: number;
}

/** What has come while it was counted. */
export interface Answered {
  requests: number;
  /** How long it was counted. */
  durationMs: number;
  p50Ms: number;
  p99Ms: number;
  /** The body of the first response. */
  body: string;
  /** Share of the time in which the client used its processor. */
  busy: number;
}
