import { entriesAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn, runningText } from "../reading/standing.ts";
import { undone } from "./hot-standbys.ts";
import { isStale } from "./leases.ts";

/** Objects that a part of the cluster or a tool makes for itself. */
type Record = {
  readonly kind: string;
  readonly name: RegExp;
  /** What it is and who keeps it; `$1` is what the name was found to hold. */
  readonly what: string;
  /** How a question calls them. */
  readonly words: RegExp;
};

const records: readonly Record[] = [
  {
    kind: "Secret",
    name: /^sh\.helm\.release\.v1\.(.{1,80})\.v\d{1,6}$/,
    what: "Helm's own release records of $1 (type helm.sh/release.v1, one for each revision; Helm needs them for upgrade and rollback and removes the oldest itself beyond --history-max, so they are not to be deleted)",
    words: /sh\.helm\.release|helm/,
  },
  {
    kind: "ConfigMap",
    name: /^kube-root-ca\.crt$/,
    what: "the CA bundle of the API server, which kube-controller-manager publishes into every namespace (and makes again when it is deleted), so that pods can verify the API server",
    words: /kube-root-ca/,
  },
  {
    kind: "ConfigMap",
    name: /^istio-ca-root-cert$/,
    what: "the root certificate of the mesh, which istiod publishes into every namespace (and makes again when it is deleted), so that sidecars can verify it",
    words: /istio-ca-root-cert/,
  },
  {
    kind: "ConfigMap",
    name: /^openshift-service-ca\.crt$/,
    what: "the service CA bundle, which OpenShift publishes into every namespace and makes again when it is deleted",
    words: /openshift-service-ca/,
  },
  {
    kind: "ServiceAccount",
    name: /^default$/,
    what: "the service account that Kubernetes makes in every namespace (and again when it is deleted) for pods that name none",
    words: /service ?accounts?|\bsa\b/,
  },
  {
    kind: "Service",
    name: /^kubernetes$/,
    what: "the Service of the API server in namespace default, which the API server keeps itself: it has no selector, and its endpoints are the API servers",
    words: /\bkubernetes\b/,
  },
  {
    kind: "ControllerRevision",
    name: /^(.{1,200})-[a-z0-9]{5,10}$/,
    what: "the history of $1 (one for each version of its template, up to revisionHistoryLimit, 10 by default), which its controller keeps for rollbacks",
    words: /controller ?revisions?/,
  },
  {
    kind: "Lease",
    name: /^(?:kube-.{1,80}|apiserver-.{1,80}|[a-z0-9.-]{1,200})$/,
    what: "the heartbeat or leader lock of a node or controller, which renews it every few seconds",
    words: /\bleases?\b/,
  },
];

const kept = defineBenign(
  {
    code: "made-by-the-cluster-itself",
    onlyAsked: true,
    title: "Objects that Kubernetes or a tool keeps for itself",
    about:
      "Nobody of the team made them: Helm's release Secrets (sh.helm.release.v1.*), the ConfigMap kube-root-ca.crt or istio-ca-root-cert in every namespace, service account default, Service kubernetes, ControllerRevisions, Leases. They are no leak, no leftovers and no attack. Not where a release failed or hangs, a certificate is refused, or something that is shown is down.",
    reads: ["Secret", "ConfigMap", "ServiceAccount", "Service", "ControllerRevision", "Lease"],
    asked:
      /helm|kube-root-ca|istio-ca-root|openshift-service-ca|\bkubernetes\b|controller ?revisions?|\bleases?\b|service ?accounts?/,
  },
  function* (view, question) {
    const text = question.text.toLowerCase();
    for (const record of records) {
      if (!record.words.test(text)) continue;
      const own = view.of(record.kind).filter((object) => isOf(object, record));
      const first = own.find(({ ref }) => text.includes(ref.name.toLowerCase())) ?? own.at(-1);
      if (first === undefined || !wonders.test(text)) continue;
      const bad =
        troubled.test(text) || undone.test(text)
          ? { text: `${first.ref.name} is ordinary, and more than that is told of`, lines: [first.cite()] }
          : faultOf(own, view);
      if (bad !== null) {
        yield { ref: first.ref, about: own.map(({ ref }) => ref), ...bad, isDoubt: true as const };
        continue;
      }
      if (isAnythingDown(view, first.ref.namespace)) continue;
      const release = record.name.exec(first.ref.name)?.[1] ?? "";
      const running = runningText(view, first.ref.namespace);
      const names =
        own.length === 1
          ? `${first.ref.kind} ${first.ref.name} is`
          : `the ${own.length} ${first.ref.kind}s such as ${first.ref.name} are`;
      const owners = ["DaemonSet", "StatefulSet"].flatMap((kind) => view.of(kind));
      yield {
        ref: first.ref,
        about: [...own, ...owners.filter(({ ref }) => ref.name === release)].map(({ ref }) => ref),
        text: `${names} no leak and no leftover but made by design: ${record.what.replace("$1", release)}${deployedText(own)}${running === "" ? "" : `; ${running}`}`,
        lines: [first.cite(), own[0]!.cite()],
      };
      return;
    }
  },
);

/** More is told than that they are there. */
const troubled =
  /\bin progress\b|\b(?:upgrade|install|rollback|release)\b[^?.!]{0,40}\b(?:fail\w*|hangs?|stuck|cannot|error\w*)\b|\bx509\b|\bunauthorized\b|\bforbidden\b/;

/** Somebody wonders where they come from, or whether they may stay. */
const wonders =
  /\b(?:why|who|what (?:is|are)|where|unknown|strange|weird|odd|suspicious|leak\w*|attack\w*|hack\w*|malware|break|broke|intru\w*|nobody|none of us|delet\w*|remov\w*|clean\w*|leftovers?|garbage|orphan\w*|safe|needed|need|many|every|back|again|wrong|normal|problem|ok|okay|fine)\b/;

const isOf = ({ ref, printed, fields }: ObservedObject, { name }: Record): boolean => {
  if (!name.test(ref.name) || (ref.name === "kubernetes" && ref.namespace !== "default")) return false;
  const type = printed.get("TYPE")?.value ?? textAt(fields, "type");
  return ref.kind !== "Secret" || type === "" || type === "helm.sh/release.v1";
};

const statusOf = ({ printed, fields }: ObservedObject): string =>
  printed.get("STATUS")?.value ?? entriesAt(fields, "metadata", "labels").get("status") ?? "";

/** A release that failed or hangs, or a certificate that is refused. */
function faultOf(own: readonly ObservedObject[], view: ClusterView) {
  const bad = own.find((object) => /^(?:failed|pending-\w{1,20}|uninstalling)$/.test(statusOf(object)));
  if (bad !== undefined)
    return { text: `the release record ${bad.ref.name} has status ${statusOf(bad)}`, lines: [bad.cite()] };
  const stale = own.find(
    (object) => object.ref.kind === "Lease" && isStale(view, textAt(object.fields, "spec", "renewTime")),
  );
  if (stale !== undefined)
    return {
      text: `Lease ${stale.ref.name} was last renewed at ${textAt(stale.fields, "spec", "renewTime")}, long ago: its holder is gone or hangs`,
      lines: [stale.cite("spec", "renewTime"), stale.cite()],
    };
  const line = linesIn(view, /\bx509\b|another operation \([^)\n]{1,40}\) is in progress|UPGRADE FAILED/, 1)[0];
  return line === undefined ? null : { text: `a line says: ${line.text.trim().slice(-160)}`, lines: [line] };
}

function deployedText(own: readonly ObservedObject[]): string {
  const deployed = own.find((object) => statusOf(object) === "deployed");
  return deployed === undefined ? "" : `; ${deployed.ref.name} is deployed, the others are superseded`;
}

export const ownRecords: readonly BenignRule[] = [kept];
