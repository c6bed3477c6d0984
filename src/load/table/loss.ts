/** What a column would do to a text so that less is stored than was written, such as `round`; undefined: nothing. */
export type Loss = (text: string) => string | undefined;
