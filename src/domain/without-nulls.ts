/** A copy in which neither this object nor one inside it has a member that is null or undefined. */
export function withoutNulls(object: object): Record<string, unknown> {
  const members = Object.entries(object).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, inside(member)]));
}

/** Lists keep what they hold. */
function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? withoutNulls(value) : value;
}
