import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';

import type { ErrorCode } from '../../errors.ts';
import type { AnswerSize } from '../../schema/kit/answer-size.ts';
import type { SchemaContext } from '../../schema/kit/context.ts';
import { readsBefore } from './reads-before.ts';

/**
 * Executes, once the positions that the operation returns are read, and gives up as soon as the response exceeds its
 * limit: the result is then a single error, RESPONSE_TOO_LARGE. It names the fields of a mutation that were executed, or
 * the cursor of an event, after which the subscription continues. The root of an execution is the event of a
 * subscription, if it is one.
 */
export async function executeWithinLimit<A extends ExecutionArgs, R>(
  execute: (args: A) => R | PromiseLike<R>,
  args: A,
  answer: AnswerSize,
): Promise<R | ExecutionResult> {
  const refusal = answer.exceeded.then(() => tooLarge(answer, cursorOf(args.rootValue)));
  const reads = readsBefore(args);
  // One that fails does so again, and is reported, where the field uses it.
  if (reads.length > 0) await Promise.allSettled(reads.map((read) => read(args.contextValue as SchemaContext)));
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
