const factors: ReadonlyMap<string, number> = new Map([
  ["n", 1e-9],
  ["u", 1e-6],
  ["m", 1e-3],
  ["", 1],
  ["k", 1e3],
  ["K", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["P", 1e15],
  ["E", 1e18],
  ["Ki", 2 ** 10],
  ["Mi", 2 ** 20],
  ["Gi", 2 ** 30],
  ["Ti", 2 ** 40],
  ["Pi", 2 ** 50],
  ["Ei", 2 ** 60],
]);

/** A Kubernetes quantity (`500m`, `128Mi`, `2`) as a number of cores, bytes or pieces; undefined when it is none. */
export const quantity = (text: string): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]{0,2})$/.exec(text.trim());
  const factor = factors.get(match?.[2] ?? "");
  return match === null || factor === undefined ? undefined : Number(match[1]) * factor;
};

/** Twice a memory quantity in the unit it was written in, for a proposal to raise a limit. */
export const doubled = (text: string): string | undefined => {
  const match = /^(\d{1,9})([KMGT]i?)$/.exec(text.trim());
  return match === null ? undefined : `${Number(match[1]) * 2}${match[2]}`;
};

/** An amount of a resource for people: bytes in Gi, all else as a number. */
export const spokenAmount = (amount: number, resource: string): string =>
  /memory|storage/.test(resource) ? `${+(amount / 2 ** 30).toFixed(1)}Gi` : `${+amount.toFixed(2)}`;
