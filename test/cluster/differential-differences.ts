/** A difference that is known: why it is there, and the lines that show it. */
export type Difference = {
  /** `explained`: it is meant to be so. `open`: it is a defect that nobody has mended yet. */
  readonly verdict: "explained" | "open";
  readonly reason: string;
  readonly lines: readonly string[];
  /** Takes the difference out of an output; what is left must be the same. Without it, the whole output may differ. */
  readonly without?: (text: string) => string;
  /** The difference comes and goes with chance. */
  readonly isRandom?: boolean;
};

/** The known differences. Those of more than one reason stand under each of them. */
export const differences: readonly Difference[] = [
  {
    verdict: "explained",
    reason: "A capture takes the values of Secrets.",
    lines: ["get secrets -A -o yaml", "describe secrets -A"],
    without: (text) =>
      text
        .replace(/\d+ bytes$/gm, "N bytes")
        .replace(/^( {4}(?:user|word|username|password): ).*$/gm, "$1VALUE")
        .replace(/"(user|word|username|password)":"[^"]*"/g, '"$1":"VALUE"'),
  },
  {
    verdict: "explained",
    reason:
      "Real lists of component statuses stand in a different order each time, and these are the words of the probe at that moment.",
    lines: [
      "get componentstatuses -A",
      "get componentstatuses -A -o wide",
      "get componentstatuses -A -o yaml",
      "describe componentstatuses -A",
    ],
    without: sortedLines,
    isRandom: true,
  },
  {
    verdict: "explained",
    reason: "kubectl reads the logs of several containers at once and writes what comes first.",
    lines: [
      "logs deploy/web -n shop --all-pods -c side",
      "logs -l app=web -n shop -c side --prefix",
      "logs deploy/web -n shop --all-containers",
    ],
    without: sortedLines,
    isRandom: true,
  },
  {
    verdict: "explained",
    reason: "The table of the metrics server is printed; the metrics of this control plane come without columns.",
    lines: [
      "get nodes.metrics.k8s.io -A",
      "get nodes.metrics.k8s.io -A -o wide",
      "get pods.metrics.k8s.io -A",
      "get pods.metrics.k8s.io -A -o wide",
    ],
  },
  {
    verdict: "explained",
    reason:
      "Metrics are measured anew for each question, and those of this control plane come in any order; the recorded ones stay, sorted by name.",
    lines: [
      "get nodes.metrics.k8s.io -A -o yaml",
      "describe nodes.metrics.k8s.io -A",
      "get pods.metrics.k8s.io -A -o yaml",
      "describe pods.metrics.k8s.io -A",
      "top pods -A --sort-by=memory",
    ],
    without: (text) => sortedLines(text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "TIME")),
    isRandom: true,
  },
  {
    verdict: "explained",
    reason:
      "The metrics of this control plane know neither selectors nor single pods; the snapshot server answers as the metrics server does.",
    lines: ["top pod -n shop -l app=none", "top pod none -n shop"],
  },
  {
    verdict: "explained",
    reason: "OpenAPI v2 is not served; kubectl has asked for v3 since 1.27.",
    lines: [
      "explain pod.spec.restartPolicy --output=plaintext-openapiv2",
      "explain deploy.spec --output=plaintext-openapiv2",
      "explain widget.spec --output=plaintext-openapiv2",
    ],
  },
  {
    verdict: "explained",
    reason: "Of the server's version, its number is recorded, not how it was built and what it is compatible with.",
    lines: ["version -o yaml", "get --raw /version"],
    without: (text) =>
      text.replace(/^ *"?(?:compiler|gitCommit|gitTreeState|goVersion|buildDate|minCompatibility\w+)"?: .*\n/gm, ""),
  },
  {
    verdict: "explained",
    reason: "A recording is asked by a user of its own.",
    lines: ["auth whoami"],
  },
  {
    verdict: "explained",
    reason: "A recording is asked by a user of its own.",
    lines: ["get pods -n shop --as-group=developers"],
    without: (text) => text.replace(/kubernetes-admin|snapshot-reader/g, "USER"),
  },
  {
    verdict: "explained",
    reason: "Nobody can change a recording.",
    lines: ["auth can-i '*' '*' -A", "auth can-i delete nodes", "auth can-i --list -n shop"],
  },
  {
    verdict: "explained",
    reason: "Where the recorded API server was reached is not recorded, and would lead past the snapshot server.",
    lines: ["get --raw /api"],
    without: (text) => text.replace(/"serverAddressByClientCIDRs":\[.*?\]/, '"serverAddressByClientCIDRs":[]'),
  },
  {
    verdict: "explained",
    reason: "In which version a server stores objects is not recorded; no client acts on it.",
    lines: ["get --raw /apis/apps/v1", "get --raw /apis/example.com/v1"],
    without: (text) => text.replace(/,"storageVersionHash":"[^"]*"/g, ""),
  },
  {
    verdict: "explained",
    reason:
      "kubectl asks for protobuf here, which leaves out the kind of objects inside objects; the snapshot server has JSON alone.",
    lines: ["rollout history sts/db -n shop --revision=1 -o yaml"],
    without: (text) =>
      text.replace(/^( *)- apiVersion: v1\n *kind: PersistentVolumeClaim\n *metadata:/gm, "$1- metadata:"),
  },
];

function sortedLines(text: string): string {
  return text.split("\n").sort().join("\n");
}
