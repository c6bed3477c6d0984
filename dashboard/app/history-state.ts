import type { SentRequest } from '../approval/sent-note.tsx';

declare module '@tanstack/react-router' {
  /** What pages leave in the history for one another. */
  interface HistoryState {
    sentRequest?: SentRequest;
    /** An input of `requestApproval` that fills in the form. Values of rows may be in it, so it is not in the URL. */
    suggestedRequest?: object;
  }
}
