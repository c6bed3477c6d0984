/**
 * The claim of that name. A name leads into objects at its dots. Because names may contain dots themselves, such as
 * `https://example.com/roles` or the client `my.app` in `resource_access.my.app.roles`, every way to read it is tried,
 * the longest names first.
 */
export function claimAt(claims: unknown, name: string): unknown {
  if (typeof claims !== 'object' || claims === null) return undefined;
  if (Object.hasOwn(claims, name)) return Reflect.get(claims, name);
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const outer = name.slice(0, dot);
    const found = Object.hasOwn(claims, outer) ? claimAt(Reflect.get(claims, outer), name.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
