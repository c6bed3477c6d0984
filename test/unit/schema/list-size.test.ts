import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';

import { listSizeOf, SIZE_ARGUMENTS } from '../../../src/schema/kit/lists/list-size.ts';
import { schema } from '../../../src/schema/schema.ts';

const types = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .filter((type) => !isIntrospectionType(type));
const fields: [string, GraphQLField<unknown, unknown>][] = types.flatMap((type) =>
  Object.values(type.getFields()).map((field): [string, typeof field] => [`${type.name}.${field.name}`, field]),
);
const isListOfObjects = ({ type }: GraphQLField<unknown, unknown>) =>
  isListType(getNullableType(type)) && isCompositeType(getNamedType(type));

test('every list of objects declares how many items it counts for, and nothing else does', () => {
  const lists = fields.filter(([, field]) => isListOfObjects(field)).map(([name]) => name);
  expect(lists.length).toBeGreaterThan(40);
  expect(fields.filter(([, field]) => listSizeOf(field)).map(([name]) => name)).toEqual(lists);
});

test('a field that is asked for a size leads to lists that count for it', () => {
  const asked = fields.filter(([, { args }]) => args.some(({ name }) => SIZE_ARGUMENTS.includes(name)));
  expect(asked.length).toBeGreaterThan(20);
  for (const [name, { type }] of asked) {
    const object = getNamedType(type);
    if (!isObjectType(object)) throw new Error(`${name} leads to no object`);
    const sizes = Object.values(object.getFields()).flatMap((field) => listSizeOf(field) ?? []);
    expect(sizes.length, name).toBeGreaterThan(0);
    for (const size of sizes) expect([size.itemsFor(7), size.itemsFor(50)], name).toEqual([7, 50]);
  }
});
