import { expect, test } from 'vitest';

import { mutationResult } from '../../../src/schema/kit/mutation-result.ts';
import { ConflictError, NotFoundError } from '../../../src/schema/kit/refusals.ts';
import type { Outcome } from '../../../src/workflow/outcome.ts';

// What is said here is checked by `npm run check:types`: a line that compiles although it is expected not to is an error.

type Marked = Outcome<{ count: number }, 'not-found' | 'conflict'>;
const texts = { description: 'What came of it.', success: 'It is marked.' };

/** Never called: the schema has no such results. */
function uses() {
  mutationResult<Marked>('Mark', {
    ...texts,
    fields: (t) => ({ count: t.exposeInt('count') }),
    refusals: { 'not-found': NotFoundError, conflict: ConflictError },
  });
  mutationResult<Marked>('Mark', {
    ...texts,
    // @ts-expect-error the workflow answers no such thing
    fields: (t) => ({ count: t.exposeInt('total') }),
    refusals: { 'not-found': NotFoundError, conflict: ConflictError },
  });
  mutationResult<Marked>('Mark', {
    ...texts,
    fields: (t) => ({ count: t.exposeInt('count') }),
    // @ts-expect-error a refusal that the workflow can meet is forgotten
    refusals: { 'not-found': NotFoundError },
  });
  mutationResult<Marked>('Mark', {
    ...texts,
    fields: (t) => ({ count: t.exposeInt('count') }),
    // @ts-expect-error a refusal is paired with the type of another
    refusals: { 'not-found': NotFoundError, conflict: NotFoundError },
  });
}

test('a result that does not fit the outcome of its workflow does not compile', () => {
  expect(uses).toBeTypeOf('function');
});
