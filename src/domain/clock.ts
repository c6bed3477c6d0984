/** Reads the time; tests own theirs. */
export type Clock = () => Date;
