/** Verbs whose first argument is a pod, or `TYPE/NAME` of what has pods. */
export const podVerbs: ReadonlySet<string> = new Set(["logs", "exec", "attach", "port-forward", "debug"]);

/** Verbs whose arguments are names of one kind. */
export const fixedResources: ReadonlyMap<string, string> = new Map([
  ["top pod", "pods"],
  ["top node", "nodes"],
  ["cordon", "nodes"],
  ["uncordon", "nodes"],
  ["drain", "nodes"],
  ["certificate approve", "certificatesigningrequests"],
  ["certificate deny", "certificatesigningrequests"],
  ["create token", "serviceaccounts"],
]);

/** Verbs whose arguments are `TYPE [NAME...]` or `TYPE/NAME...`, perhaps with changes behind them. */
export const resourceVerbs: ReadonlySet<string> = new Set([
  ...[
    "get",
    "describe",
    "delete",
    "edit",
    "label",
    "annotate",
    "patch",
    "scale",
    "autoscale",
    "expose",
    "wait",
    "taint",
  ],
  ...["apply view-last-applied", "apply edit-last-applied"],
  ...["rollout status", "rollout history", "rollout restart", "rollout undo", "rollout pause", "rollout resume"],
  ...["set image", "set env", "set resources", "set selector", "set serviceaccount", "set subject"],
]);

/** The arguments that say what a command is about, without those that say what to change (`key=value`, `key-`, `app=nginx:2`). */
export function subjectsOf(verb: string, args: readonly string[]): readonly string[] {
  const isAccount = verb === "set serviceaccount";
  const subjects = isAccount ? args.slice(0, -1) : args;
  const takesChanges = verb === "taint" || verb === "label" || verb === "annotate" || verb.startsWith("set ");
  if (!takesChanges) return subjects;
  return subjects.filter((arg) => !arg.includes("=") && !arg.endsWith("-") && !(verb === "taint" && arg.includes(":")));
}

/**
 * The first argument that names no kind or object, with the reason; null when all are fine. A name may hold what the API allows in
 * a path segment less what only an attack would use (blanks, quotes, `/`, `%`, a leading `.`).
 */
export function oddArgument(
  verb: string,
  args: readonly string[],
): { readonly arg: string; readonly reason: string } | null {
  if (verb === "explain") return oddField(args);
  const isFixed = podVerbs.has(verb) || fixedResources.has(verb);
  if (!isFixed && !resourceVerbs.has(verb)) return null;
  const subjects = subjectsOf(verb, podVerbs.has(verb) ? args.slice(0, 1) : args);
  for (const [index, arg] of subjects.entries()) {
    const reason = reasonAgainst(arg, !isFixed && index === 0);
    if (reason !== null) return { arg, reason };
  }
  return null;
}

/** `pods.spec.containers`: a kind and the way to one of its fields. */
function oddField(args: readonly string[]): { readonly arg: string; readonly reason: string } | null {
  const arg = args.find((candidate) => !/^[A-Za-z][\w.$-]*$/.test(candidate));
  return arg === undefined ? null : { arg, reason: `\`${arg}\` is neither a kind nor a field of one` };
}

const type = /^[A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.?$/;
const name = /^[A-Za-z0-9_][\w.:@+=-]*$/;

function reasonAgainst(arg: string, isType: boolean): string | null {
  const [before = "", after, more] = arg.split("/");
  if (more !== undefined) return `\`${arg}\` is neither TYPE nor TYPE/NAME`;
  if (after !== undefined) return type.test(before) ? reasonAgainstName(after) : `\`${before}\` is no kind of object`;
  if (!isType) return reasonAgainstName(arg);
  const odd = arg.split(",").find((word) => !type.test(word));
  return odd === undefined ? null : `\`${odd}\` is no kind of object`;
}

function reasonAgainstName(text: string): string | null {
  return name.test(text) ? null : `\`${text}\` is no name of an object`;
}
