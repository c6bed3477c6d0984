import { buildSchema, isAbstractType, isObjectType } from 'graphql';

/**
 * As JSON: for each interface and union the types that belong to it, and the types that are no nodes, so that a cache
 * keeps their objects within others.
 */
export function graphSchemaOf(sdl: string): string {
  const schema = buildSchema(sdl);
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const possibleTypes = Object.fromEntries(
    types.filter(isAbstractType).map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  );
  const embeddedTypes = types
    .filter(isObjectType)
    .filter((type) => !roots.includes(type) && !('id' in type.getFields()))
    .map(({ name }) => name);
  return `${JSON.stringify({ possibleTypes, embeddedTypes })}\n`;
}
