const factors = new Map([
  ["n", 1e-9],
  ["u", 1e-6],
  ["m", 1e-3],
  ["", 1],
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["Ki", 2 ** 10],
  ["Mi", 2 ** 20],
  ["Gi", 2 ** 30],
  ["Ti", 2 ** 40],
]);

/** A quantity of Kubernetes as a number (bytes, cores): "128Mi", "0.5", "250m". NaN for anything else. */
export function numberOf(quantity: string | number): number {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(quantity));
  return Number(match?.[1]) * (factors.get(match?.[2] ?? "") ?? Number.NaN);
}
