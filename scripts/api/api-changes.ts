import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  DEFAULT_DEPRECATION_REASON,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** The documents of clients stay valid, but those that leave the value out get another result. */
const CHANGED_DEFAULTS: readonly string[] = [
  ChangeType.FieldArgumentDefaultChanged,
  ChangeType.InputFieldDefaultValueChanged,
];

/** A breaking change that was decided on. `change` is the sentence that `breakingChanges` has for it. */
export interface AcceptedChange {
  change: string;
  reason: string;
}

/** What can break a client when one schema takes the place of the other: each change that is not accepted, in a sentence. */
export async function breakingChanges(
  before: GraphQLSchema,
  after: GraphQLSchema,
  accepted: readonly AcceptedChange[] = [],
): Promise<string[]> {
  const changes = await diff(before, after);
  return changes
    .filter(
      ({ type, criticality, path }) =>
        criticality.level === CriticalityLevel.Breaking ||
        (CHANGED_DEFAULTS.includes(String(type)) && !isRequired(before, path)),
    )
    .map(({ message }) => message)
    .filter((message) => !accepted.some(({ change }) => change === message));
}

/** Everybody gives a value for what is required: a default is none to them. */
function isRequired(schema: GraphQLSchema, path = ''): boolean {
  const [typeName = '', fieldName = '', argument] = path.split('.');
  const type = schema.getType(typeName);
  if (isInputObjectType(type)) {
    const field = type.getFields()[fieldName];
    return field !== undefined && isRequiredInputField(field);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const found = type.getFields()[fieldName]?.args.find(({ name }) => name === argument);
  return found !== undefined && isRequiredArgument(found);
}

interface Member {
  name: string;
  deprecationReason?: string | null | undefined;
}

/** Coordinates of what is deprecated and does not say what to use instead. */
export function unexplainedDeprecations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isEnumType(type)) return unexplained(type.name, type.getValues());
    if (isInputObjectType(type)) return unexplained(type.name, Object.values(type.getFields()));
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const fields = Object.values(type.getFields());
    return [
      ...unexplained(type.name, fields),
      ...fields.flatMap(({ name, args }) => unexplained(`${type.name}.${name}`, args)),
    ];
  });
}

function unexplained(parent: string, members: readonly Member[]): string[] {
  return members
    .filter(({ deprecationReason: reason }) => reason?.trim() === '' || reason === DEFAULT_DEPRECATION_REASON)
    .map(({ name }) => `${parent}.${name}`);
}
