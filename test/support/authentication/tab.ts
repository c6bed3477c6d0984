import type { Page } from '../../../browser/sign-in/page.ts';

/** A tab of a browser that knows forms and cookies, and runs no scripts. */
export interface Tab {
  page: Page;
  /** Where the page was left to; undefined: it was not. */
  left: string | undefined;
  /** Goes where the page was left to, and signs in under a name where it is asked; until it is back at the page. */
  travel(name?: string): Promise<void>;
}

export function openTab(home: string): Tab {
  const cookies = new Map<string, string>();
  const texts = new Map<string, string>();
  let current = home;

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const tab: Tab = {
    left: undefined,
    page: {
      url: () => new URL(current),
      callbackUrl: () => home,
      leaveTo: (url) => (tab.left = url),
      replaceBy: (url) => (tab.left = url),
      showUrl: (url) => (current = url),
      memory: {
        getItem: (name) => texts.get(name) ?? null,
        setItem: (name, text) => texts.set(name, text),
        removeItem: (name) => texts.delete(name),
      },
    },
    async travel(name = '') {
      let url = tab.left ?? current;
      tab.left = undefined;
      while (!url.startsWith(home)) {
        let response = await request(url);
        if (response.status === 200) {
          response = await request(url, { method: 'POST', body: new URLSearchParams({ login: name }) });
        }
        const location = response.headers.get('location');
        if (location === null) throw new Error(`no way on from ${url}: ${await response.text()}`);
        url = new URL(location, url).href;
      }
      current = url;
    },
  };
  return tab;
}
