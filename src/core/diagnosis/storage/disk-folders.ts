import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { memo } from "../objects/memo.ts";
import { nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { type PodReading, podsOf } from "../workloads/pods.ts";
import { type Folder, folderLists, printedBytes, usedAround } from "./node-folders.ts";

/** What fills the disk of a node: a folder that holds most of what was measured there, and whose it is. */
export type FolderFiller = {
  readonly text: string;
  readonly line: Line;
  readonly evidence: readonly (Line | undefined)[];
  readonly owner: ObjectRef | undefined;
  readonly mend: string;
};

export const folderFiller = (view: ClusterView, node: string): FolderFiller | undefined => {
  const found = largestFolder(view, node);
  if (found === undefined) return undefined;
  const { folder, total } = found;
  const owner = ownerOf(view, folder.path, node);
  const pod = owner && podsOf(view).find((one) => one.node === node && isOf(view, one, owner.object.ref));
  const what = contentOf(folder);
  const crashes =
    pod && pod.restarts >= 5 && what === "core dumps"
      ? `, whose ${nameOf(pod.ref)} there was restarted ${pod.restarts} times`
      : "";
  const whose = owner ? `, a hostPath of ${nameOf(owner.object.ref)}${crashes}` : "";
  const dumped = owner || what !== "core dumps" ? undefined : dumpingIn(view, folder, node);
  if (dumped !== undefined) return fillerOfDumps(found, dumped, node);
  return {
    text: `${folder.used} of the ${printedBytes(total)} used there ${what === "" ? "lie" : `are ${what}`} in ${folder.path}${whose}`,
    line: folder.line,
    evidence: [folder.line, owner?.line, pod?.line],
    owner: owner?.object.ref,
    mend: mendOf(folder.path, what, node, owner?.object.ref),
  };
};

/** Core dumps that the node itself collects, of a process that crashes again and again, and the pod that runs it. */
const fillerOfDumps = ({ folder, total }: Largest, { program, pod, line }: Dumping, node: string): FolderFiller => {
  const whose = pod
    ? `, which ${nameOf(pod.ref)} on that node runs${pod.restarts > 0 ? ` (restarted ${pod.restarts} times)` : ""}`
    : "";
  return {
    text: `${folder.used} of the ${printedBytes(total)} used there are core dumps of the process ${program} in ${folder.path}${whose}`,
    line: folder.line,
    evidence: [folder.line, line, pod?.line],
    owner: pod?.ref,
    mend: `Find out why ${program} crashes${pod ? ` (${nameOf(pod.ref)})` : ""}, delete its dumps in ${folder.path}${node === "" ? "" : ` on node ${node}`}, and bound what is kept (MaxUse and KeepFree in coredump.conf).`,
  };
};

type Dumping = { readonly program: string; readonly pod: PodReading | undefined; readonly line: Line };

/** The program in the names of dumps (`core.PROGRAM.UID.…`, of which the kernel keeps 15 characters), and a pod of the node that bears its name. */
const dumpingIn = (view: ClusterView, { names, line }: Folder, node: string): Dumping | undefined => {
  const programs = [...names.matchAll(/(?:^| )core\.([A-Za-z][\w-]{1,15})\.\d/g)].map(([, program]) => program!);
  const program = programs.find((one) => programs.filter((other) => other === one).length * 2 > programs.length);
  if (program === undefined) return undefined;
  const pods = podsOf(view).filter((pod) => pod.ref.name.startsWith(program) && isOn(pod, node));
  return { program, pod: pods.sort((left, right) => right.restarts - left.restarts)[0], line };
};

/** By its row, or as the list was asked for by the node. */
const isOn = (pod: PodReading, node: string): boolean =>
  pod.node === "" ? (pod.line?.command ?? "").split(/[=,\s'"]+/).includes(node) : pod.node === node;

const mendOf = (path: string, what: string, node: string, owner: ObjectRef | undefined): string => {
  const where = node === "" ? "" : ` on node ${node}`;
  if (what === images)
    return `Remove images that no container uses${where} (crictl rmi --prune), or give it a larger disk.`;
  return owner
    ? `Clear ${path}${where}, and end what ${nameOf(owner)} writes there or give it a volume with a size of its own.`
    : `Clear ${path}${where} of what is not needed, and bound what writes there.`;
};

type Largest = { readonly folder: Folder; readonly total: number };

/** The folder that holds at least half of what is used on the node, the deepest that was measured; folders that hold other ones shown are sums. */
const largestFolder = (view: ClusterView, node: string): Largest | undefined =>
  folderLists(view)
    .filter((one) => one.node === node || one.node === "")
    .flatMap(({ folders }) => largestOf(view, node, folders))
    .sort((left, right) => right.folder.path.length - left.folder.path.length)[0];

const largestOf = (view: ClusterView, node: string, folders: readonly Folder[]): readonly Largest[] => {
  const leaves = folders.filter(
    (one) => !folders.some(({ path }) => path.startsWith(`${one.path.replace(/\/$/, "")}/`)),
  );
  const [folder, second] = [...leaves].sort((left, right) => right.bytes - left.bytes);
  if (folder === undefined || folder.bytes < 2 ** 30) return [];
  const measured = Math.max(
    ...folders.map(({ bytes }) => bytes),
    leaves.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const total = usedAround(view, node, folder.path) ?? (leaves.length > 1 ? measured : undefined);
  if (total === undefined || folder.bytes * 2 < total || folder.bytes < 1.5 * (second?.bytes ?? 0)) return [];
  return [{ folder, total: Math.max(total, folder.bytes) }];
};

const images = "images and layers of containers";

const contents: readonly (readonly [RegExp, string])[] = [
  [/\/(?:cores?|core[-_.]?(?:dumps?|files?)|crash(?:[-_]?dumps?)?|coredump)(?:\/|$)/i, "core dumps"],
  [/\/heap[-_]?dumps?(?:\/|$)|\/hprof/i, "heap dumps"],
  [/\/journal(?:\/|$)/, "the journal"],
  [/\/logs?(?:\/|$)/i, "logs"],
  [/snapshotter|content\.v1|\/overlay2?(?:\/|$)|\/containers\/storage/, images],
  [/\/backups?(?:\/|$)/i, "backups"],
];

/** What is in a folder, by its name or those of its files. */
const contentOf = ({ path, names }: Folder): string =>
  contents.find(([pattern]) => pattern.test(path))?.[1] ??
  (/(?:^| )core\.\S/.test(names)
    ? "core dumps"
    : /\.hprof\b/.test(names)
      ? "heap dumps"
      : /\.log\b/.test(names)
        ? "logs"
        : "");

/** Folders of the platform, which agents mount to read. */
const ofPlatform =
  /^\/(?:(?:var|var\/lib|var\/log|var\/run|run|opt|etc|home|mnt|data|srv|usr)?$|var\/log\/(?:pods|containers|journal)|var\/lib\/(?:kubelet|docker|containers|containerd|rancher)(?:\/pods|\/containers)?$)/;

type Owner = { readonly object: ObservedObject; readonly line: Line };

/** What mounts the folder, or a folder above it that belongs to no other, from the node in order to write. */
const ownerOf = (view: ClusterView, path: string, node: string): Owner | undefined => {
  const owners = hostPathsOf(view).filter(
    (one) =>
      (one.path === path || path.startsWith(`${one.path}/`)) &&
      !ofPlatform.test(one.path) &&
      mayRunOn(view, one.object.ref, node),
  );
  return owners.sort((left, right) => right.path.length - left.path.length)[0];
};

const hostPathsOf = memo((view: ClusterView): readonly (Owner & { readonly path: string })[] =>
  view.objects
    .filter((object) => !isRow(object))
    .flatMap((object) => {
      const base = object.ref.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
      const spec = at(object.fields, ...base);
      return listAt(spec, "volumes").flatMap((volume) => {
        const path = textAt(volume, "hostPath", "path").replace(/(?<=.)\/+$/, "");
        const name = textAt(volume, "name");
        if (path === "" || isReadOnly(spec, name)) return [];
        return [{ object, path, line: object.cite(...base, "volumes", name, "hostPath", "path") }];
      });
    }),
);

const isReadOnly = (spec: unknown, volume: string): boolean => {
  const mounts = ["containers", "initContainers"]
    .flatMap((list) => listAt(spec, list))
    .flatMap((container) => listAt(container, "volumeMounts"))
    .filter((mount) => textAt(mount, "name") === volume);
  return mounts.length > 0 && mounts.every((mount) => textAt(mount, "readOnly") === "true");
};

/** A pod of it runs there, or none of its pods is shown. */
const mayRunOn = (view: ClusterView, ref: ObjectRef, node: string): boolean => {
  const pods = podsOf(view).filter((pod) => isOf(view, pod, ref) && pod.node !== "");
  return pods.length === 0 || node === "" || pods.some((pod) => pod.node === node);
};

const isOf = (view: ClusterView, pod: PodReading, ref: ObjectRef): boolean =>
  [pod.ref, workloadOf(view, pod.ref)].some(
    (one) => one.kind === ref.kind && one.name === ref.name && one.namespace === ref.namespace,
  );
