/** Loaded before the program: the clock of its machine is an hour ahead. */
const AHEAD_MS = 3_600_000;
const now = Date.now.bind(Date);
/** @type {(target: Function, args: unknown[], newTarget: Function) => object} */
const make = Reflect.construct;

Date.now = () => now() + AHEAD_MS;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => make(target, args.length === 0 ? [Date.now()] : args, newTarget),
});
