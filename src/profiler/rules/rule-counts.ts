import * as z from 'zod';

import { countSchema } from '../../events/schemas/vocabulary.ts';

export const ruleCountsSchema = z.strictObject({ checked: countSchema, passed: countSchema });
/** How many values a rule was applied to, and how many of them pass. */
export type RuleCounts = z.output<typeof ruleCountsSchema>;
