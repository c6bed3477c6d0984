import type { Client } from 'urql';

interface Answer {
  __schema: Record<'queryType' | 'mutationType' | 'subscriptionType', RootType | null>;
}

interface RootType {
  name: string;
  fields: readonly { name: string; description: string | null }[];
}

/** The code generator knows no introspection. */
const ROOT_FIELDS = `query RootFields {
  __schema {
    queryType { name fields { name description } }
    mutationType { name fields { name description } }
    subscriptionType { name fields { name description } }
  }
}`;

/** What the API says about its entry points, by names such as `Query.approvals`. Nothing if it cannot be asked. */
export async function readRootFields(client: Client): Promise<ReadonlyMap<string, string>> {
  const { data } = await client.query<Answer>(ROOT_FIELDS, {}).toPromise();
  const { queryType, mutationType, subscriptionType } = data?.__schema ?? {};
  return new Map(
    [queryType, mutationType, subscriptionType].flatMap((type) =>
      (type?.fields ?? []).map(({ name, description }) => [`${type?.name}.${name}`, description ?? ''] as const),
    ),
  );
}
