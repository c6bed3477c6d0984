import type { Client } from 'urql';

import { text } from '../../text/text.ts';

/** How GraphQL refers to a type. */
export interface TypeRef {
  kind: string;
  name: string | null;
  ofType?: TypeRef | null;
}

export interface InputType {
  kind: string;
  name: string;
  isOneOf?: boolean | null;
  enumValues: readonly { name: string }[] | null;
  inputFields: readonly { name: string; defaultValue: string | null; type: TypeRef }[] | null;
}

export type InputTypes = ReadonlyMap<string, InputType>;

/** The code generator knows no introspection: this is the only document that is written here. */
export const INPUT_TYPES = `query InputTypes {
  __schema {
    types {
      kind
      name
      isOneOf
      enumValues { name }
      inputFields {
        name
        defaultValue
        type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
      }
    }
  }
}`;

/** What the API takes as input. @throws CombinedError */
export async function readInputTypes(client: Client): Promise<InputTypes> {
  const { data, error } = await client
    .query<{ __schema: { types: readonly InputType[] } }>(INPUT_TYPES, {})
    .toPromise();
  if (!data) throw error ?? new Error(text.errors.noAnswer);
  return new Map(data.__schema.types.map((type) => [type.name, type]));
}
