import { randomUUID } from 'node:crypto';

import { GraphQLError } from 'graphql';

import { AppError, ERROR_CODES, type ErrorCode } from '../../errors.ts';
import type { Logger } from '../../logger.ts';

export type MaskError = (error: unknown) => GraphQLError;

/**
 * The only path of errors to clients, over HTTP and WebSocket alike: what is not meant for them is masked and logged.
 */
export function createMaskError(logger: Logger): MaskError {
  return (error) => {
    const { nodes, source, positions, path } = error instanceof GraphQLError ? error : {};
    const place = { nodes, source, positions, path };
    const cause = causeOf(error);
    if (cause instanceof AppError) {
      return new GraphQLError(cause.message, { ...place, extensions: extensionsOf(cause.code) });
    }
    if (cause instanceof GraphQLError) {
      // An error of the document or its variables, or one that was written for the client and has a code.
      const code = isOurCode(cause.extensions.code) ? cause.extensions.code : 'BAD_USER_INPUT';
      return new GraphQLError(cause.message, { ...place, extensions: { ...cause.extensions, code } });
    }
    const errorId = randomUUID();
    logger.error({ errorId, path, err: cause }, 'unexpected error');
    return new GraphQLError(`An unexpected error occurred. It is in the server’s log under ${errorId}.`, {
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' satisfies ErrorCode, errorId },
    });
  };
}

function isOurCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

/** graphql-js wraps what a resolver throws; an error of the request itself is a GraphQLError all the way down. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** A refusal before execution has its own HTTP status, and says what is required; a response with data keeps 200. */
function extensionsOf(code: ErrorCode) {
  if (code !== 'UNAUTHENTICATED') return { code };
  return { code, http: { status: ERROR_CODES[code], headers: { 'www-authenticate': 'Bearer' } } };
}
