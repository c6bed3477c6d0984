/** Why the program cannot start, if the operator can fix it; the message is one line, fit for a terminal. */
export class StartError extends Error {
  override name = 'StartError';
}
