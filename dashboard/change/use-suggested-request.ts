import { useLocation } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** An input of `requestApproval` that fills in the form. Values of rows may be in it, so it is not in the URL. */
    suggestedRequest?: object;
  }
}

/** What fills in the form, if whoever led to it has suggested something. */
export function useSuggestedRequest(): object | undefined {
  return useLocation({ select: ({ state }) => state.suggestedRequest });
}
