import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  DEFAULT_DEPRECATION_REASON,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
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
      ({ type, criticality }) =>
        criticality.level === CriticalityLevel.Breaking || CHANGED_DEFAULTS.includes(String(type)),
    )
    .map(({ message }) => message)
    .filter((message) => !accepted.some(({ change }) => change === message));
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
