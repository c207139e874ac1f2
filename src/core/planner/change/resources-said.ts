type Resource = "cpu" | "memory";
type Side = "limits" | "requests";

type Token =
  | { readonly is: "resource"; readonly value: Resource }
  | { readonly is: "side"; readonly value: Side }
  | { readonly is: "quantity"; readonly value: string; readonly isOld: boolean }
  | { readonly is: "joint" };

const token =
  /(?<![\w./-])(?:(?<cpu>cpus?|cores?)|(?<memory>memory|mem|ram)|(?<limits>limits?|max(?:imum)?|at most|up to|capped at|cap)|(?<requests>request(?:s|ed)?|min(?:imum)?|at least|guaranteed|reserv\w+)|(?<old>from\s+)?(?<quantity>\d{1,6}(?:\.\d{1,3})?\s?(?:m|[kKMGT]i?B?)?)(?![\w./:-])|(?<joint>and|plus|with))(?![\w/-])|(?<comma>[,;])/gi;

/**
 * Requests and limits said one after the other, as flags of `kubectl set resources`: `a memory limit of 1Gi and a request of 512Mi`,
 * `512Mi requested, 1Gi at most`. null when fewer than two amounts are said, or one of which it is not clear what it is.
 */
export function resourcesSaid(text: string): readonly string[] | null {
  const said = amountsOf(tokensOf(text));
  if (said === null || said.length < 2) return null;
  return (["requests", "limits"] as const).flatMap((side) => {
    const pairs = said.filter((one) => one.side === side).map(({ resource, value }) => `${resource}=${value}`);
    return pairs.length === 0 ? [] : [`--${side}=${[...new Set(pairs)].join(",")}`];
  });
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(token)].map(({ groups }): Token => {
    if (groups?.cpu !== undefined) return { is: "resource", value: "cpu" };
    if (groups?.memory !== undefined) return { is: "resource", value: "memory" };
    if (groups?.limits !== undefined) return { is: "side", value: "limits" };
    if (groups?.requests !== undefined) return { is: "side", value: "requests" };
    const quantity = groups?.quantity;
    if (quantity === undefined) return { is: "joint" };
    return { is: "quantity", value: quantity.replace(/\s|B$/g, ""), isOld: groups?.old !== undefined };
  });
}

type Amount = { readonly resource: Resource; readonly side: Side; readonly value: string };

/** Each amount takes what stands before it since the last one, else what follows up to the next joint, else what held before. */
function amountsOf(tokens: readonly Token[]): readonly Amount[] | null {
  const amounts: Amount[] = [];
  let from = 0;
  let resource: Resource | undefined;
  let side: Side | undefined;
  for (const [at, one] of tokens.entries()) {
    if (one.is !== "quantity" || one.isOld) continue;
    const before = tokens.slice(from, at);
    const after = followers(tokens, at);
    resource = resourceOf(before) ?? resourceOf(after) ?? (unitOf(one.value) === "memory" ? "memory" : resource);
    side = sideOf(before) ?? sideOf(after) ?? side;
    if (resource === undefined || side === undefined || (unitOf(one.value) ?? resource) !== resource) return null;
    amounts.push({ resource, side, value: one.value });
    const isSaidBehind = resourceOf(before) === undefined || sideOf(before) === undefined;
    from = isSaidBehind ? at + 1 + after.length : at + 1;
  }
  return amounts;
}

/** What follows an amount and still belongs to it. */
function followers(tokens: readonly Token[], at: number): readonly Token[] {
  const rest = tokens.slice(at + 1);
  const next = rest.findIndex(({ is }) => is === "quantity");
  const joint = rest.findIndex(({ is }) => is === "joint");
  const end = [next, joint].filter((one) => one >= 0);
  // `limit 1Gi request 512Mi`: without a joint, what follows belongs to the next amount
  if (next >= 0 && (joint < 0 || joint > next))
    return rest
      .slice(0, next)
      .filter(({ is }) => is === "resource")
      .slice(0, 1);
  return rest.slice(0, end.length === 0 ? rest.length : Math.min(...end));
}

function resourceOf(tokens: readonly Token[]): Resource | undefined {
  return tokens.findLast((one) => one.is === "resource")?.value;
}

function sideOf(tokens: readonly Token[]): Side | undefined {
  return tokens.findLast((one) => one.is === "side")?.value;
}

/** `Mi` and the like measure memory, `m` measures cpu; a plain number says nothing. */
function unitOf(value: string): Resource | undefined {
  if (/[kKMGT]i?$/.test(value)) return "memory";
  return value.endsWith("m") ? "cpu" : undefined;
}
