import { type ExecutionResult, GraphQLError } from 'graphql';

import type { ErrorCode } from '../../errors.ts';
import type { AnswerSize } from '../../schema/kit/answer-size.ts';

/** What is executed: its context counts the answer, and its root is the event of a subscription, if it is one. */
interface MeasuredExecution {
  contextValue?: unknown;
  rootValue?: unknown;
}

/**
 * Executes, and gives up as soon as the answer is larger than it may be: what comes then is one error in its place,
 * RESPONSE_TOO_LARGE. It names what a mutation has done by then, and the place of an event behind which its stream goes on.
 */
export async function executeWithinLimit<A extends MeasuredExecution, R>(
  execute: (args: A) => R | PromiseLike<R>,
  args: A,
  answer: AnswerSize,
): Promise<R | ExecutionResult> {
  const refusal = answer.exceeded.then(() => tooLarge(answer, cursorOf(args.rootValue)));
  const result = await Promise.race([execute(args), refusal]);
  return answer.isExceeded ? refusal : result;
}

function tooLarge({ limitBytes, executed }: AnswerSize, cursor: string | undefined): ExecutionResult {
  const done =
    executed.length > 0 ? ` Mutations that were already executed are not undone: ${executed.join(', ')}.` : '';
  const message = `The response would exceed ${limitBytes} bytes and was not completed.${done} Request less at a time.`;
  const extensions = {
    code: 'RESPONSE_TOO_LARGE' satisfies ErrorCode,
    limitBytes,
    ...(executed.length > 0 && { executed }),
    ...(cursor !== undefined && { cursor }),
  };
  return { data: null, errors: [new GraphQLError(message, { extensions })] };
}

function cursorOf(event: unknown): string | undefined {
  const { cursor } = typeof event === 'object' && event !== null && 'cursor' in event ? event : {};
  return typeof cursor === 'string' ? cursor : undefined;
}
