import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isIntrospectionType,
  isLeafType,
  isObjectType,
} from 'graphql';

import type { AnswerSize } from './answer-size.ts';

/** Bytes of quotes, colon and comma around a field's name. */
const PUNCTUATION = 4;
/** No number, date or boolean is longer. */
const SCALAR_BYTES = 26;
/** Approximate size of an error in a response. */
const ERROR_BYTES = 500;

type Resolver = GraphQLFieldResolver<unknown, { answer: AnswerSize }>;

/**
 * The schema with fields that count the bytes that they add to the response. Once it is too large, no further resolver
 * is called, and the remaining fields never resolve: the caller that awaits `exceeded` responds instead. Introspection
 * is not counted; the cost of an operation limits it.
 */
export function measuredSchema(schema: GraphQLSchema): GraphQLSchema {
  const mutationType = schema.getMutationType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve: Resolver = field.resolve ?? defaultFieldResolver;
      field.resolve = measured(resolve, {
        isLeaf: isLeafType(getNamedType(field.type)),
        isMutation: type === mutationType,
      });
    }
  }
  return schema;
}

function measured(resolve: Resolver, { isLeaf, isMutation }: { isLeaf: boolean; isMutation: boolean }): Resolver {
  function succeed(value: unknown, answer: AnswerSize, name: string): unknown {
    if (isMutation) answer.executed.push(name);
    answer.add(name.length + PUNCTUATION + bytesOf(value, isLeaf));
    return answer.isExceeded ? answer.never : value;
  }

  return (source, args, context, info) => {
    const { answer } = context;
    if (answer.isExceeded) return answer.never;
    const name = String(info.path.key);
    let value: unknown;
    try {
      value = resolve(source, args, context, info);
    } catch (error) {
      return fail(error, answer);
    }
    if (!isThenable(value)) return succeed(value, answer, name);
    return value.then(
      (settled) => succeed(settled, answer, name),
      (error: unknown) => fail(error, answer),
    );
  };
}

function fail(error: unknown, answer: AnswerSize): Promise<never> {
  answer.add(ERROR_BYTES);
  if (answer.isExceeded) return answer.never;
  throw error;
}

/** Bytes of a value as JSON; of an object only its braces, because its fields count themselves. */
function bytesOf(value: unknown, isLeaf: boolean): number {
  if (value == null) return 4;
  if (Array.isArray(value)) return value.reduce<number>((bytes, item) => bytes + 1 + bytesOf(item, isLeaf), 2);
  if (!isLeaf) return 2;
  return typeof value === 'string' ? Buffer.byteLength(JSON.stringify(value)) : SCALAR_BYTES;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
