import type * as z from 'zod';

import { text } from '../../text/text.ts';

/** What people can do about an issue for which the schema has no words of its own; undefined: Zod's words. */
export function explainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const words = text.change.issues;
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'number' || issue.origin === 'int') return words.atLeast(Number(issue.minimum));
      return words.empty;
    case 'too_big':
      return issue.origin === 'array' ? words.tooMany(Number(issue.maximum)) : words.tooLong(Number(issue.maximum));
    case 'invalid_type':
      if (issue.expected === 'int') return words.noInteger;
      return issue.expected === 'number' ? words.noNumber : undefined;
    case 'invalid_union':
      return words.noDate;
    default:
      return undefined;
  }
}
