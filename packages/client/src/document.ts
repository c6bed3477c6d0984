import { type DocumentNode, print } from 'graphql';

/** What codegen puts on a document to say which result and variables it has, in either of its modes. */
interface Typed<R, V> {
  __apiType?: (variables: V) => R;
}

/** A subscription's document: codegen's `TypedDocumentString` or `TypedDocumentNode`, or its text. */
export type SubscriptionDocument<R, V> = (Typed<R, V> & (DocumentNode | { toString(): string })) | string;

/** Each event must bring its cursor, or nobody could go on after it. The result's own name is no event. */
export type WithCursor<R> = Record<Exclude<keyof R, '__typename'>, { cursor: string }>;

/** The document must declare `$after`. (One without any variable has, in codegen's types, every variable as `never`.) */
export type DeclaresAfter<V> = string extends keyof V ? NoAfter : 'after' extends keyof V ? unknown : NoAfter;
type NoAfter = { 'the document does not declare the variable $after': never };

/** What the user of a document passes; `after` is the client's own affair. */
export type OwnVariables<V> = Omit<V, 'after'>;

/** @throws TypeError for a document that could not be resumed: one without the variable `$after` */
export function textOf(document: DocumentNode | string | { toString(): string }): string {
  const text = typeof document !== 'string' && 'kind' in document ? print(document) : document.toString();
  if (!/\$after\b/.test(text)) {
    throw new TypeError('The subscription must declare a variable $after and pass it to the argument `after`.');
  }
  return text;
}
