const factors: Readonly<Record<string, number>> = {
  m: 1e-3,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** An amount in the finest unit of those that it was computed from; larger units beside it where they read better. */
export function spelledQuantity(amount: number, from: readonly string[]): string {
  const units = from.map((text) => /^-?[\d.]+([A-Za-z]{0,2})\b/.exec(text)?.[1] ?? "");
  const known = units.filter((unit) => factors[unit] !== undefined);
  const unit = known.sort((one, other) => factors[one]! - factors[other]!)[0] ?? "";
  const value = amount / (factors[unit] ?? 1);
  const larger =
    unit === "Mi" && value >= 1024
      ? ` (${rounded(value / 1024)}Gi)`
      : unit === "Ki" && value >= 1024
        ? ` (${rounded(value / 1024)}Mi)`
        : "";
  return `${rounded(value)}${unit}${larger}`;
}

export const rounded = (value: number): string => `${Math.round(value * 1000) / 1000}`;
