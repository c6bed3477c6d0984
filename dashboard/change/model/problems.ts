import { text } from '../../text/text.ts';

export interface Issue {
  path: readonly string[];
  message: string;
}

/** What is wrong with the field at a path, or with the items of its list; undefined: nothing is known to be. */
export type ProblemAt = (path: readonly string[]) => string | undefined;

const MOST_SAID = 3;

/** Issues are said beside their fields. */
export function problemsIn(issues: readonly Issue[]): ProblemAt {
  return (path) => {
    const said = issues.filter((issue) => isAt(issue, path)).map((issue) => sentence(issue, path.length));
    return said.length > 0 ? [...new Set(said)].slice(0, MOST_SAID).join(' ') : undefined;
  };
}

/** Those that stand beside none of these fields. */
export function otherIssues(issues: readonly Issue[], fields: Iterable<readonly string[]>): readonly Issue[] {
  const shown = [...fields];
  return issues.filter((issue) => !shown.some((path) => isAt(issue, path)));
}

function isAt(issue: Issue, path: readonly string[]): boolean {
  const below = issue.path[path.length];
  return path.every((step, index) => issue.path[index] === step) && (below === undefined || /^\d+$/.test(below));
}

/** Such as `Item 3 is a duplicate.` */
export function sentence({ path, message }: Issue, depth = path.length): string {
  const item = path[depth];
  const about = item === undefined ? message : text.change.issues.item(Number(item) + 1, message);
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}${/[.!?]$/.test(about) ? '' : '.'}`;
}
