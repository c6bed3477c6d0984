import { type DocumentNode, print } from 'graphql';

/** The types that codegen attaches to a document for its result and variables, in either of its modes. */
interface Typed<R, V> {
  __apiType?: (variables: V) => R;
}

/** A subscription document: codegen's `TypedDocumentString` or `TypedDocumentNode`, or its text. */
export type SubscriptionDocument<R, V> = (Typed<R, V> & (DocumentNode | { toString(): string })) | string;

/** Each event must contain its cursor, or nobody could continue after it. The type name of the result is no event. */
export type WithCursor<R> = Record<Exclude<keyof R, '__typename'>, { cursor: string }>;

/** The document must declare `$after`. (Codegen types every variable of a document without variables as `never`.) */
export type DeclaresAfter<V> = string extends keyof V ? NoAfter : 'after' extends keyof V ? unknown : NoAfter;
type NoAfter = { 'the document does not declare the variable $after': never };

/** The variables that the user passes; the client sets `after` itself. */
export type OwnVariables<V> = Omit<V, 'after'>;

/** @throws TypeError for a document that cannot be resumed, because it lacks the variable `$after` */
export function textOf(document: DocumentNode | string | { toString(): string }): string {
  const text = typeof document !== 'string' && 'kind' in document ? print(document) : document.toString();
  if (!/\$after\b/.test(text)) {
    throw new TypeError('The subscription must declare a variable $after and pass it to the argument `after`.');
  }
  return text;
}
