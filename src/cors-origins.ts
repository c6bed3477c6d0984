import * as z from 'zod';

import { webOriginOf } from './server/origins/web-origin.ts';

/** A list of origins, each in the form in which browsers send it. The first invalid entry is named, with what is wrong. */
export const corsOriginsSchema = z.string().transform((text, context): readonly string[] =>
  text.split(',').map((item) => {
    const entry = item.trim();
    const url = webOriginOf(entry);
    if (!url) context.addIssue({ code: 'custom', message: faultOf(entry), path: [JSON.stringify(entry)] });
    return url?.origin ?? '';
  }),
);

function faultOf(entry: string): string {
  if (entry === '') return 'nothing between two commas';
  if (entry.includes('*')) return 'there are no wildcards';
  if (!/^https?:\/\//i.test(entry)) return 'an origin begins with http:// or https://';
  if (/^https?:\/\/[^/]*[/?#]/i.test(entry)) return 'an origin ends with its host or port, without a slash or path';
  return 'this is no origin';
}
