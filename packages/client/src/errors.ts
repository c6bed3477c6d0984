/** An error of a GraphQL response. */
export interface GraphQLAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The connection was closed, stopped responding, or could not be made; the client reconnects by itself. */
export class ConnectionLostError extends Error {
  /** The WebSocket's close code, where it was closed with one. */
  readonly closeCode: number | undefined;

  /** @param cause the close event or the error of the socket */
  constructor(cause: unknown) {
    const closeCode = property(cause, 'code');
    const reason = property(cause, typeof closeCode === 'number' ? 'reason' : 'message');
    const what = typeof closeCode === 'number' ? `closed with ${closeCode}` : 'no connection';
    super(typeof reason === 'string' && reason !== '' ? `${what}: ${reason}` : what, { cause });
    this.name = 'ConnectionLostError';
    this.closeCode = typeof closeCode === 'number' ? closeCode : undefined;
  }
}

/** The connection was closed because another one has taken its place. */
export class ConnectionReplacedError extends ConnectionLostError {
  constructor() {
    super(new Error('another connection has taken its place'));
    this.name = 'ConnectionReplacedError';
  }
}

/** The errors that the server sent instead of events. */
export class SubscriptionError extends Error {
  readonly errors: readonly GraphQLAnswerError[];

  constructor(errors: readonly GraphQLAnswerError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.name = 'SubscriptionError';
    this.errors = errors;
  }

  /** Whether any of the errors has any of these codes. */
  has(...codes: readonly string[]): boolean {
    return this.errors.some(({ extensions }) => codes.some((code) => extensions?.code === code));
  }
}

export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
