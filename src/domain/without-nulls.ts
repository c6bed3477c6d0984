/** A copy without members that are null or undefined, in this object and in nested objects. */
export function withoutNulls(object: object): Record<string, unknown> {
  const members = Object.entries(object).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, inside(member)]));
}

/** Lists are kept unchanged. */
function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? withoutNulls(value) : value;
}
