/** What a column would do to a text so that less is stored than was written, as in `round`; undefined: nothing. */
export type Loss = (text: string) => string | undefined;
