/** Why the program cannot start, where whoever starts it can mend that; the message is one line, fit for a terminal. */
export class StartError extends Error {
  override name = 'StartError';
}
