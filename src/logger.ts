/** The few methods of a pino logger that the parts use. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Reads the time; tests own theirs. */
export type Clock = () => Date;
