export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'metadata-governance.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen in this browser; `system` follows the machine. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  showTheme();
}

/** Sets what the style sheet reads. */
function showTheme(): void {
  const theme = chosenTheme();
  const isDark = theme === 'dark' || (theme === 'system' && prefersDark.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

/** Shows the theme from now on, also when the machine or another tab changes it. */
export function followTheme(): void {
  showTheme();
  prefersDark.addEventListener('change', showTheme);
  addEventListener('storage', showTheme);
}
