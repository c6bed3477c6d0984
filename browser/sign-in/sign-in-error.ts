/** Why somebody could not be signed in, in a sentence for that person. */
export class SignInError extends Error {
  /** Whether the issuer has decided, so that no repetition helps. */
  readonly isFinal: boolean;

  constructor(message: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'SignInError';
    this.isFinal = isFinal;
  }
}
