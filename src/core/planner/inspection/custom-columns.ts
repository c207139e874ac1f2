import { type Home, kubectl, placesOf, pluralOf, selectorOf } from "../command-line.ts";
import { fieldsFor } from "./field-selector.ts";
import type { Form } from "./form.ts";
import { mainKind } from "./main-kind.ts";

type Column = { readonly said: RegExp; readonly title: string; readonly path: string; readonly kinds?: RegExp };

const template = /^(Deployment|StatefulSet|DaemonSet|Job|ReplicaSet)$/;

/** Columns that people name, with their place in the API object. */
const columns: readonly Column[] = [
  { said: /\bnames?\b(?! of\b)/, title: "NAME", path: ".metadata.name" },
  { said: /\bnamespaces?\b/, title: "NAMESPACE", path: ".metadata.namespace" },
  { said: /\b(?:age|creat\w+|born)\b/, title: "CREATED", path: ".metadata.creationTimestamp" },
  { said: /\blabels\b/, title: "LABELS", path: ".metadata.labels" },
  { said: /\bannotations\b/, title: "ANNOTATIONS", path: ".metadata.annotations" },
  { said: /\bowners?\b/, title: "OWNER", path: ".metadata.ownerReferences[*].name" },
  { said: /\bdesired\b|\bwanted\b|\breplicas\b/, title: "REPLICAS", path: ".spec.replicas", kinds: /^(Deployment|StatefulSet|ReplicaSet)$/ },
  { said: /\bready\b/, title: "READY", path: ".status.readyReplicas", kinds: /^(Deployment|StatefulSet|ReplicaSet)$/ },
  { said: /\brestarts?\b/, title: "RESTARTS", path: ".status.containerStatuses[*].restartCount", kinds: /^Pod$/ },
  { said: /\b(?:phase|status|state)\b/, title: "STATUS", path: ".status.phase", kinds: /^(Pod|Namespace|PersistentVolume|PersistentVolumeClaim)$/ },
  { said: /\bnodes?\b/, title: "NODE", path: ".spec.nodeName", kinds: /^Pod$/ },
  { said: /\bstart(?:ed)?(?: ?times?)?\b/, title: "STARTED", path: ".status.startTime", kinds: /^Pod$/ },
  { said: /\bhost[- ]?ips?\b/, title: "HOST-IP", path: ".status.hostIP", kinds: /^Pod$/ },
  { said: /\bcluster[- ]?ips?\b/, title: "CLUSTER-IP", path: ".spec.clusterIP", kinds: /^Service$/ },
  { said: /(?<!cluster[- ]|host[- ])\bips?\b|\baddress(?:es)?\b/, title: "IP", path: ".status.podIP", kinds: /^Pod$/ },
  { said: /\bimages?\b/, title: "IMAGE", path: ".spec.containers[*].image", kinds: /^Pod$/ },
  { said: /\bimages?\b/, title: "IMAGE", path: ".spec.template.spec.containers[*].image", kinds: template },
  { said: /\bservice ?accounts?\b/, title: "ACCOUNT", path: ".spec.serviceAccountName", kinds: /^Pod$/ },
  { said: /\bqos\b/, title: "QOS", path: ".status.qosClass", kinds: /^Pod$/ },
  { said: /\btypes?\b/, title: "TYPE", path: ".spec.type", kinds: /^Service$/ },
  { said: /\btypes?\b/, title: "TYPE", path: ".type", kinds: /^Secret$/ },
  { said: /\bports?\b/, title: "PORTS", path: ".spec.ports[*].port", kinds: /^Service$/ },
  { said: /\bschedule\b/, title: "SCHEDULE", path: ".spec.schedule", kinds: /^CronJob$/ },
  { said: /\bsuspend\w*\b/, title: "SUSPENDED", path: ".spec.suspend", kinds: /^CronJob$/ },
  { said: /\b(?:storage )?class\b/, title: "CLASS", path: ".spec.storageClassName", kinds: /^PersistentVolume(?:Claim)?$/ },
  { said: /\bcapacity\b|\bsize\b/, title: "CAPACITY", path: ".status.capacity.storage", kinds: /^PersistentVolumeClaim$/ },
  { said: /\bcapacity\b|\bsize\b/, title: "CAPACITY", path: ".spec.capacity.storage", kinds: /^PersistentVolume$/ },
  { said: /\breclaim\b/, title: "RECLAIM", path: ".spec.persistentVolumeReclaimPolicy", kinds: /^PersistentVolume$/ },
  { said: /\bkubelet\b/, title: "KUBELET", path: ".status.nodeInfo.kubeletVersion", kinds: /^Node$/ },
  { said: /\bkernel\b/, title: "KERNEL", path: ".status.nodeInfo.kernelVersion", kinds: /^Node$/ },
  { said: /\btaints?\b/, title: "TAINTS", path: ".spec.taints", kinds: /^Node$/ },
]; // biome-ignore format: one line a column

/** `a table of pods with two columns, name and restart count`: what stands behind the word is what is to be shown. */
export const customColumns: Form = (question, home: Home) => {
  const kind = question.kinds.find(({ plural }) => plural)?.kind ?? mainKind(question);
  const behind =
    /\b(?:columns?|(?:as|in) (?:an? )?table|table of (?:all |the |my )*\w+)(?: (?:only|just|for|with|are|should be))? ?(.{0,160})$|\b(?:but |and |with |show |print )?(?:only|just|nothing but) (?:the |their |its )*((?:\w+ ){0,2}\w+(?:(?: ?,| and) (?:the |their )?(?:\w+ ){0,2}\w+){1,6})$/
      .exec(question.text.toLowerCase().replace(/[,;:]/g, " ").replace(/\s+/g, " "))
      ?.slice(1)
      .find((one) => one !== undefined);
  if (kind === null || behind === undefined || question.selectors.columns.length > 0 || question.targets.length > 0)
    return null;
  const said = behind.replace(
    /\b(?:in|of) (?:the )?(?:namespace|ns) \S+|\b(?:for|of) (?:all |the )*\w+s\b.*$|\b(?:sorted|ordered|sort|order)\b.*$/g,
    "",
  );
  const chosen = columns
    .filter(({ kinds }) => kinds === undefined || kinds.test(kind.kind))
    .map((column) => ({ ...column, at: said.search(column.said) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  if (chosen.length < 2) return null;
  const shown = chosen.map(({ title, path }) => `${title}:${path}`).join(",");
  const fields = fieldsFor(question, kind);
  return placesOf(question, home).map((place) => ({
    command: kubectl(
      "get",
      pluralOf(kind),
      kind.namespaced && place,
      selectorOf(question),
      fields.length > 0 && `--field-selector ${fields.join(",")}`,
      `-o custom-columns=${shown}`,
    ),
    reason: `Shows ${kind.plural} with just these columns.`,
  }));
};
