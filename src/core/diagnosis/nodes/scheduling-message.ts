/** One reason why nodes were refused, as the scheduler prints it, with the number of nodes. */
export type RefusedNodes = { readonly count: number; readonly reason: string };

export type SchedulingMessage = {
  readonly available: number;
  readonly total: number;
  readonly reasons: readonly RefusedNodes[];
};

/**
 * The scheduler's `0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint {dedicated: gpu}. preemption: ...`
 * (pkg/scheduler/framework/types.go, FitError.Error); the old form `...predicates:: Insufficient cpu (3).` too. What follows
 * `preemption:` says again why no pod is evicted and is left out. Undefined for any other text.
 */
export const readSchedulingMessage = (text: string): SchedulingMessage | undefined => {
  const flat = text.replaceAll(/\s+/g, " ");
  const match = /(\d{1,6})\/(\d{1,6}) nodes are available: /.exec(flat);
  if (match === null) return oldMessage(flat);
  const body =
    flat
      .slice(match.index + match[0].length)
      .split(/[.,]* (?:no new claims to deallocate,? ?)?preemption: |[.,] no new claims to deallocate/)[0] ?? "";
  return { available: Number(match[1]), total: Number(match[2]), reasons: pieces(body).map(reasonOf) };
};

/** Reasons stand apart by commas; commas inside a taint's braces do not count. */
const pieces = (body: string): readonly string[] =>
  body
    .split(/, (?=\d)|(?<=\}), |, (?=(?:pod has|persistentvolumeclaim|node\(s\)|running ))/)
    .map((piece) => piece.trim().replace(/\.$/, ""))
    .filter((piece) => piece !== "");

const reasonOf = (piece: string): RefusedNodes => {
  const match = /^(\d{1,6}) (.+)$/.exec(piece);
  return match === null ? { count: 0, reason: piece } : { count: Number(match[1]), reason: match[2]! };
};

const oldMessage = (flat: string): SchedulingMessage | undefined => {
  const after = /predicates::? ?(.+)$/.exec(flat)?.[1];
  if (after !== undefined) {
    const reasons = after.split(", ").map((piece) => {
      const match = /^([A-Za-z][^(]{0,120}?) ?\((\d{1,6})\)\.?$/.exec(piece.trim());
      return { count: Number(match?.[2] ?? 0), reason: match?.[1] ?? piece.replace(/\.$/, "") };
    });
    return { available: 0, total: Math.max(0, ...reasons.map((one) => one.count)), reasons };
  }
  const lacking = [
    ...flat.matchAll(/Node didn't have enough resource: (\w{1,40}), requested: (\d+), used: (\d+), capacity: (\d+)/g),
  ];
  if (lacking.length > 0)
    return {
      available: 0,
      total: lacking.length,
      reasons: [
        {
          count: lacking.length,
          reason: `Insufficient ${lacking[0]![1]!.toLowerCase()} (requested ${lacking[0]![2]}, used ${lacking[0]![3]}, capacity ${lacking[0]![4]})`,
        },
      ],
    };
  if (/failed to fit in any node/.test(flat)) {
    const known = /Insufficient [\w./-]{1,80}/i.exec(flat)?.[0];
    return { available: 0, total: 0, reasons: known ? [{ count: 0, reason: known }] : [] };
  }
  return undefined;
};
