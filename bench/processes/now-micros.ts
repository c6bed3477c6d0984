const baseMicros = Number(process.hrtime.bigint() / 1_000n) - performance.now() * 1_000;

/** Microseconds on the clock that all processes of this machine share, and that nobody sets. */
export function nowMicros(): number {
  return baseMicros + performance.now() * 1_000;
}
