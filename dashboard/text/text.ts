import { en } from './en.ts';

export type Text = typeof en;

/** What the page says, in the language of the reader; so far there is one. */
export const text: Text = en;
