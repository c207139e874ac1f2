/** What is known of a node: its name, its ROLES ("" where they were not shown), and what labels and columns say. */
export type NodeShown = {
  readonly name: string;
  readonly roles: string;
  readonly labels: ReadonlyMap<string, string>;
};

export type NodePart = "worker" | "control plane" | "system";

/** `worker nodes`, `masters`, `the system nodes`: which part of a cluster's nodes is spoken of. */
export const partWords: readonly (readonly [RegExp, NodePart])[] = [
  [/\b(?:worker|work|user)(?: |-)(?=(?:nodes?|machines?|hosts?|servers?|vms?)\b)|\bworkers\b/, "worker"],
  [
    /\b(?:control[ -]?plane|master)s?(?: |-)(?=(?:nodes?|machines?|hosts?|servers?|vms?)\b)|\b(?:masters|control planes)\b/,
    "control plane",
  ],
  [/\bsystem(?: |-)(?:pool(?: |-))?(?=(?:nodes?|machines?|hosts?|servers?|vms?)\b)/, "system"],
];

/**
 * The names of the nodes of a part. ROLES tell the control plane; where none is shown (managed clusters), a label for the pool or mode
 * tells what is kept for the system, else the names do. Null where nothing tells them apart and nothing says that all are meant.
 */
export function nodesOfPart(part: NodePart, nodes: readonly NodeShown[]): ReadonlySet<string> | null {
  const control = nodes.filter(isControl);
  const system = nodes.filter((node) => !isControl(node) && isSystem(node));
  if (part === "control plane") return control.length > 0 ? namesOf(control) : null;
  if (part === "system") return system.length > 0 ? namesOf(system) : null;
  const marked = nodes.filter(({ roles }) => /\bworker\b/.test(roles));
  if (marked.length > 0) return namesOf(marked);
  const others = nodes.filter((node) => !control.includes(node) && !system.includes(node));
  if (control.length + system.length > 0) return namesOf(others);
  const named = nodes.filter(({ name }) => /(?:^|[-.])work(?:ers?)?\d{0,4}(?:[-.]|$)/.test(name));
  if (named.length > 0) return namesOf(named);
  return nodes.some(({ roles }) => roles !== "") ? namesOf(nodes) : null;
}

const namesOf = (nodes: readonly NodeShown[]): ReadonlySet<string> => new Set(nodes.map(({ name }) => name));

const isControl = ({ roles }: NodeShown): boolean => /\b(?:control-?plane|master|etcd)\b/.test(roles);

const isSystem = ({ labels }: NodeShown): boolean =>
  [...labels].some(([key, value]) => ofPool.test(key) && /^(?:system|sys|infra)(?:-?pool|-?\d{1,3})?$/i.test(value));

const ofPool = /(?:^|[./ _-])(?:mode|pool|node-?pool|agentpool|node-?group|role|tier|purpose)(?:-?name)?$/i;
