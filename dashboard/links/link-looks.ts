import { buttonClass } from '../ui/button.tsx';

/** How a link looks, by the place where it stands. */
export const LOOKS = {
  /** Among words: not to be known by its colour alone. */
  words:
    'text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-current [overflow-wrap:anywhere]',
  /** In words that have a colour of their own. */
  note: 'underline [overflow-wrap:anywhere]',
  /** What a row is about. */
  name: 'font-medium underline decoration-line underline-offset-2 hover:text-accent hover:decoration-current [overflow-wrap:anywhere]',
  /** The same in a table, on one line. */
  cell: 'truncate font-medium hover:text-accent hover:underline',
  /** The same on a card, on two lines at most. */
  card: 'line-clamp-2 font-semibold leading-4.5 hover:text-accent hover:underline [overflow-wrap:anywhere]',
  /** At the end of a row or on a line of its own. */
  row: 'text-accent hover:underline [overflow-wrap:anywhere]',
  button: buttonClass(),
  primaryButton: buttonClass('primary'),
  smallButton: buttonClass('plain', 'small'),
} as const;
export type Look = keyof typeof LOOKS;
