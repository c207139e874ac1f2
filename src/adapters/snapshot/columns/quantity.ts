type Format = "decimal" | "exponent" | "binary";

/** An amount in billionths, with the notation it prints in; `written` is the text when the server keeps it as it came. */
type Quantity = { readonly nanos: bigint; readonly format: Format; readonly written: string | undefined };

const nano = 1_000_000_000n;
const milli = 1_000_000n;
const largest = (2n ** 63n - 1n) * nano;
const decimalSuffixes = new Map([
  [-9, "n"],
  [-6, "u"],
  [-3, "m"],
  [0, ""],
  [3, "k"],
  [6, "M"],
  [9, "G"],
  [12, "T"],
  [15, "P"],
  [18, "E"],
]);
const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/**
 * A resource.Quantity as the API server prints it after reading it: in canonical form (`1024Mi` is `1Gi`, `0.5` is `500m`).
 * "0" when it is not set; text that is no quantity stays as it is. Facts: k8s.io/apimachinery/pkg/api/resource.
 */
export function quantity(value: unknown): string {
  return printed(value, (parsed) => parsed);
}

/** The same for the values of a resource list (`capacity`, `hard`, `requests`), which the server rounds up to thousandths. */
export function resourceQuantity(value: unknown): string {
  return printed(value, (parsed) => {
    const nanos = roundUp(parsed.nanos, milli) * milli;
    return nanos === parsed.nanos ? parsed : { nanos, format: parsed.format, written: undefined };
  });
}

/** The sum of quantities, in the notation of the first that is not zero; those that cannot be read are left out. */
export function sumOfQuantities(values: readonly unknown[]): string {
  const parsed = values.map((value) => parseQuantity(textOf(value))).filter((one) => one !== undefined);
  const format = parsed.find((one) => one.nanos !== 0n)?.format ?? "decimal";
  return canonical(
    parsed.reduce((sum, one) => sum + one.nanos, 0n),
    format,
  );
}

function printed(value: unknown, adjust: (parsed: Quantity) => Quantity): string {
  const text = textOf(value);
  const parsed = parseQuantity(text);
  if (parsed === undefined) return text === "" ? "0" : text;
  const { nanos, format, written } = adjust(parsed);
  return written ?? canonical(nanos, format);
}

function textOf(value: unknown): string {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? value.trim() : "";
}

/** A quantity from its text, or undefined when it is none; longer than 64 characters or beyond 10^99 counts as none. */
function parseQuantity(text: string): Quantity | undefined {
  if (text.length > 64) return undefined;
  const parts = /^([-+]?)0*(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][-+]?\d{1,2})?$/.exec(text);
  if (parts === null || text === "") return undefined;
  const [, sign = "", digits = "", fraction = "", suffix = ""] = parts;
  const binary = binarySuffixes.indexOf(suffix.endsWith("i") ? suffix : "none");
  const format = binary > 0 ? "binary" : /^[eE]./.test(suffix) ? "exponent" : "decimal";
  const exponent = format === "binary" ? 0 : decimalExponent(suffix);
  const scaled = BigInt(digits + fraction) * 1024n ** BigInt(Math.max(binary, 0));
  const nanos = scale(scaled, exponent - fraction.length + 9);
  const capped = format === "binary" && nanos > largest ? largest : nanos;
  const keeps = keepsText(digits || "0", fraction, format, format === "binary" ? binary : exponent);
  return {
    nanos: sign === "-" ? -capped : capped,
    format,
    written: keeps ? text : undefined,
  };
}

/** The server reuses short texts that look canonical to it; this is its test, with its quirks (`1.500` stays `1.500`). */
function keepsText(digits: string, fraction: string, format: Format, exponent: number): boolean {
  const all = digits + fraction;
  if (format === "binary") {
    const isShort = 15 - digits.length - exponent * 3 - 1 >= 0;
    return fraction === "" && isShort && BigInt(digits) % 8n !== 0n;
  }
  const scaleOfAll = exponent - fraction.length;
  return all.length <= 18 && scaleOfAll >= -9 && scaleOfAll % 3 === 0 && !all.endsWith("000") && !all.startsWith("0");
}

function decimalExponent(suffix: string): number {
  if (suffix.length > 1) return Number.parseInt(suffix.slice(1), 10);
  return [...decimalSuffixes].find(([, letter]) => letter === suffix)?.[0] ?? 0;
}

/** Shifts by a power of ten, rounding away from zero, so that the smallest request stays one. */
function scale(value: bigint, exponent: number): bigint {
  return exponent >= 0 ? value * 10n ** BigInt(exponent) : roundUp(value, 10n ** BigInt(-exponent));
}

function roundUp(value: bigint, unit: bigint): bigint {
  const rest = value % unit;
  if (rest === 0n) return value / unit;
  return value / unit + (value > 0n ? 1n : -1n);
}

function canonical(nanos: bigint, format: Format): string {
  if (nanos === 0n) return "0";
  const size = nanos < 0n ? -nanos : nanos;
  if (format === "binary" && size >= 1024n * nano && size % nano === 0n) return binaryText(nanos / nano);
  return decimalText(nanos, format === "exponent");
}

function binaryText(units: bigint): string {
  let [amount, power] = [units, 0];
  while (amount % 1024n === 0n) [amount, power] = [amount / 1024n, power + 1];
  return `${amount}${binarySuffixes[power] ?? ""}`;
}

function decimalText(nanos: bigint, asExponent: boolean): string {
  let [amount, exponent] = [nanos, -9];
  while (amount % 10n === 0n) [amount, exponent] = [amount / 10n, exponent + 1];
  while (exponent % 3 !== 0) [amount, exponent] = [amount * 10n, exponent - 1];
  if (!asExponent) return `${amount}${decimalSuffixes.get(exponent) ?? ""}`;
  return exponent === 0 ? `${amount}` : `${amount}e${exponent}`;
}
