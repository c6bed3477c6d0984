/**
 * Significant digits of a decimal number and the exponent of the last of them, so that 0.10, .1 and 1e-1 are the same.
 */
export function significantDigits(number: string): { digits: string; exponent: number } {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return { digits: '0', exponent: 0 };
  return { digits: significant, exponent: Number(exponent) - fraction.length + digits.length - significant.length };
}

/**
 * Whether a binary number prints as this decimal one, with as many digits. With `maxDigits` digits (17 for a double, 9
 * for a single), it is distinct from all others.
 */
export function printsAs(binary: number, decimal: string, maxDigits: number): boolean {
  const { digits, exponent } = significantDigits(decimal);
  const printed = significantDigits(binary.toPrecision(Math.min(digits.length, maxDigits)));
  return digits === printed.digits && exponent === printed.exponent;
}
