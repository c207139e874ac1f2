import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm, listed, type Step } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { cellOf, type TableRow, tableRows } from "../printed/table.ts";

const sizes = /^(?:how (?:big|large)|what(?:'s| is) the (?:size|capacity))\b/;
const asks =
  /^how (?:big|large)\b|^what(?:'s| is) the (?:size|capacity)\b|^how (?:full|much (?:space|disk|storage|room|capacity)?)\b|\b(?:full|nearly full|filled|filling up|running out of space|usage|free space|space left|disk usage|disk space)\b/;
const things = /\b(?:volumes?|pvcs?|claims?|disks?|storage|persistentvolumeclaims?)\b/;
/** Disks of machines are none of a claim. */
const looksLikeNode = /(?:^|-)(?:node|worker|master|control-plane|host|machine)s?(?:-[a-z0-9]{1,12})?$/;

const accounted =
  /^(?:big|large|size|full|nearly|almost|filled|filling|running|space|free|usage|disks?|volumes?|pvcs?|claims?|storage|persistentvolumeclaims?|capacity|room|data|any|left|persistent)$/;

/** The claims that a question of how full they are is about: null for another question, "" for all. */
function askedIn({ plain, text, targets, kinds, intent }: Question): string | null {
  if (intent === "change" || /\b(?:nodes?|why|cluster|quota|cpu|memory)\b/.test(plain)) return null;
  const isOfKind = kinds.some(({ kind }) => kind.kind === "PersistentVolumeClaim" || kind.kind === "PersistentVolume");
  if (targets.some(({ name }) => looksLikeNode.test(name))) return null;
  if (!asks.test(plain) || !(things.test(text.toLowerCase()) || isOfKind) || targets.length > 1) return null;
  if (/^how much\b/.test(plain) && !/\b(?:full|free|left|used|usage|remaining|available)\b/.test(plain)) return null;
  const [target] = targets;
  if (
    target !== undefined &&
    !(target.kind === null || /^(?:Persistent|Pod$|StatefulSet$|Deployment$)/.test(target.kind.kind))
  )
    return null;
  const left = wordsLeft(plain, accounted);
  if (target !== undefined) return left.length === 0 ? target.name : null;
  return left.length === 0 ? "" : left.length === 1 ? left[0]! : null;
}

/** `how full is volume X`: its size and where it is mounted, and the command that tells, which is to be run by oneself. */
export const volumeFillLook: LookForm = (question, look) => {
  const name = askedIn(question);
  if (name === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get pvc", place),
    reason: "Shows the claims with their size.",
  }));
  if (found === null || "ask" in found) return found;
  const said = / -n (\S+)/.exec(found.piece.command)?.[1] ?? look.namespace;
  const claims = tableRows(found.piece).map(
    (row): Claim => ({ row, name: cellOf(row, "NAME"), namespace: cellOf(row, "NAMESPACE") || said }),
  );
  const own = claims.filter((one) => name === "" || one.name === name || cellOf(one.row, "VOLUME") === name);
  if (claims.length === 0) return null;
  return mountsStep(look, { name, claims, own, where: found.where, isOfSize: sizes.test(question.plain) });
};

type Claim = { readonly row: TableRow; readonly name: string; readonly namespace: string };
type Found = {
  readonly name: string;
  readonly claims: readonly Claim[];
  readonly own: readonly Claim[];
  readonly where: string;
  readonly isOfSize: boolean;
};

const mounts = {
  command: `kubectl get pods -A -o jsonpath='{range .items[*]}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.status.phase}{"\\t"}{range .spec.volumes[*]}{.name}{"="}{.persistentVolumeClaim.claimName}{" "}{end}{"\\t"}{range .spec.containers[*]}{range .volumeMounts[*]}{.name}{"="}{.mountPath}{" "}{end}{end}{"\\n"}{end}'`,
  reason: "Shows which pod mounts which claim, and where.",
};

type Mount = {
  readonly namespace: string;
  readonly pod: string;
  readonly phase: string;
  readonly claim: string;
  readonly path: string;
};

function mountsStep(look: Look, { name, claims, own, where, isOfSize }: Found): Step | null {
  const piece = look.read(mounts.command);
  if (piece === undefined) return { ask: [mounts] };
  if (!isGood(piece)) return null;
  const mounted = piece.stdout.split("\n").flatMap(mountsIn);
  const ofPods = mounted.filter(({ pod }) => name !== "" && isPodOf(pod, name));
  const meant =
    own.length > 0
      ? own
      : claims.filter((one) => ofPods.some((mount) => mount.claim === one.name && mount.namespace === one.namespace));
  if (meant.length === 0)
    return {
      answered: {
        summary: `Neither a claim nor a volume is called "${name}" ${where}, and no pod of that name mounts one.`,
      },
    };
  const told = meant.map((one) => saidOf(one, mounted));
  if (isOfSize) {
    const lines = meant.slice(0, 8).map(({ row }) => row.line);
    return { answered: { summary: `The size of what it claims: ${enumerated(told, 8)}.`, lines } };
  }
  const commands = meant.flatMap((one) => mountOf(one, mounted) ?? []).filter(({ phase }) => phase === "Running");
  const first = commands[0];
  const how =
    first === undefined
      ? ""
      : ` To see it, run this yourself, as nothing is run inside containers from here: \`kubectl exec ${first.pod} -n ${first.namespace} -- df -h ${first.path}\`.`;
  return {
    answered: {
      summary: `How full a volume is, kubectl does not show; it shows its size: ${enumerated(told, 8)}.${how}`,
      details: [
        ...commands.slice(1, 20).map((one) => `  kubectl exec ${one.pod} -n ${one.namespace} -- df -h ${one.path}`),
        "Where Prometheus reads the kubelets, kubelet_volume_stats_used_bytes and kubelet_volume_stats_capacity_bytes say it of all.",
      ].join("\n"),
      lines: meant.slice(0, 8).map(({ row }) => row.line),
    },
  };
}

function mountsIn(text: string): readonly Mount[] {
  const [namespace, pod, phase, volumes, paths] = text.split("\t");
  if (paths === undefined) return [];
  const pairs = (said: string) =>
    said
      .trim()
      .split(" ")
      .map((one) => one.split("=") as [string, string]);
  return pairs(volumes!).flatMap(([volume, claim]) =>
    claim === undefined || claim === ""
      ? []
      : pairs(paths).flatMap(([mount, path]) =>
          mount === volume ? [{ namespace: namespace!, pod: pod!, phase: phase!, claim, path }] : [],
        ),
  );
}

const mountOf = ({ name, namespace }: Claim, mounted: readonly Mount[]): Mount | undefined =>
  mounted.find((mount) => mount.claim === name && mount.namespace === namespace);

function saidOf(claim: Claim, mounted: readonly Mount[]): string {
  const mount = mountOf(claim, mounted);
  const size = cellOf(claim.row, "CAPACITY");
  const state = cellOf(claim.row, "STATUS");
  const at = mount === undefined ? "mounted by no pod" : `mounted by Pod ${mount.pod} at ${mount.path}`;
  return `${claim.namespace}/${claim.name} (${size === "" ? "no size yet" : size}, ${state}, ${at})`;
}
