/** What signing in needs of the page that it happens on. */
export interface Page {
  /** The URL that the page shows. */
  url(): URL;
  /** The URL to which the issuer sends people back; the issuer knows it beforehand. */
  callbackUrl(): string;
  /** Leaves the page; the way back leads to it. */
  leaveTo(url: string): void;
  /** Leaves the page, which is not kept in the history. */
  replaceBy(url: string): void;
  /** Changes the URL that the page shows, without loading anything. */
  showUrl(url: string): void;
  /** Texts that the tab keeps while it shows other pages, and that no other tab sees. */
  memory: {
    getItem(name: string): string | null;
    setItem(name: string, text: string): void;
    removeItem(name: string): void;
  };
}

/** What is used of a browser's window; the server's code, which shares the compiler, knows no such types. */
interface BrowserWindow {
  location: { href: string; assign(url: string): void; replace(url: string): void };
  history: { state: unknown; replaceState(state: unknown, unused: string, url: string): void };
  sessionStorage: Page['memory'];
}

/**
 * The page that the code runs in.
 * @param callbackPath where people come back to
 */
export function browserPage(callbackPath: string): Page {
  const { location, history, sessionStorage } = globalThis as unknown as BrowserWindow;
  return {
    url: () => new URL(location.href),
    callbackUrl: () => new URL(callbackPath, location.href).href,
    leaveTo: (url) => {
      location.assign(url);
    },
    replaceBy: (url) => {
      location.replace(url);
    },
    showUrl: (url) => {
      history.replaceState(history.state, '', url);
    },
    memory: sessionStorage,
  };
}
