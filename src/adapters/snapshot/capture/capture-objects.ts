import type { Redactor } from "../../../core/evidence/redaction/redactor.ts";
import { Fault } from "../../../core/faults/fault.ts";
import { type KubeObject, nameOf } from "../kube-object.ts";
import type { NotRead } from "../unread.ts";
import { type ApiClient, Refusal } from "./api-client.ts";
import type { CaptureProgress } from "./capture-cluster.ts";
import type { CaptureFolder } from "./capture-folder.ts";
import type { Discovered, Listable } from "./discover.ts";
import { inTurn } from "./in-turn.ts";
import { type ListBounds, listPages } from "./list-pages.ts";
import type { Notes, UnitNote } from "./notes.ts";
import { redactObject } from "./redact-object.ts";
import { isNamespaceName } from "./safe-names.ts";

export type ObjectCapture = {
  readonly api: ApiClient;
  readonly folder: CaptureFolder;
  readonly notes: Notes;
  readonly redactor: Redactor;
  readonly discovered: Discovered;
  readonly namespaces: readonly string[] | null;
  readonly ownNamespace: string;
  readonly bounds: ListBounds;
  readonly progress: (progress: CaptureProgress) => void;
  readonly now: () => number;
};

export type CapturedObjects = {
  readonly count: number;
  readonly odd: number;
  readonly bytes: number;
  /** Milliseconds since 1970: when the last list was answered, by the server's clock. */
  readonly recordedAt: number;
  readonly notRead: readonly NotRead[];
  /** Where lists of a single namespace were tried when one of all was not allowed. */
  readonly namespacesTried: readonly string[];
  readonly pods: number;
};

const namespacesAtOnce = 4;
const mostBytes = 8 * 1024 ** 3;

/** Lists everything that can be listed, resource after resource, a file a page below `objects/`. */
export async function captureObjects(capture: ObjectCapture): Promise<CapturedObjects> {
  const { discovered, progress } = capture;
  const units: (UnitNote & Place)[] = [];
  let tried: readonly string[] = capture.namespaces ?? [];
  const record = async (resource: Listable, namespace: string | undefined) => {
    const unit = await recordUnit(capture, resource, namespace);
    units.push({ ...unit, resource, namespace });
    return unit;
  };
  for (const [index, resource] of discovered.listable.entries()) {
    const at = nameOfUnit(resource, undefined);
    progress({ step: "objects", at, done: index, of: discovered.listable.length, ...sumsOf(units) });
    if (capture.namespaces === null || !resource.namespaced) {
      const { refused } = await record(resource, undefined);
      if (at === "namespaces") tried = namespacesOf(capture, refused === undefined);
      if (refused?.code !== 403 || !resource.namespaced) continue;
    }
    await inTurn(tried, namespacesAtOnce, (namespace) => record(resource, namespace));
  }
  return {
    count: sumsOf(units).objects,
    odd: units.reduce((sum, { odd }) => sum + odd, 0),
    bytes: sumsOf(units).bytes,
    recordedAt: momentOf(units) || capture.now(),
    notRead: units.flatMap(notReadOf),
    namespacesTried: tried,
    pods: units
      .filter(({ resource }) => nameOfUnit(resource, undefined) === "pods")
      .reduce((sum, { objects }) => sum + objects, 0),
  };
}

function momentOf(units: readonly UnitNote[]): number {
  return units.reduce((latest, { date, refused }) => (refused === undefined ? Math.max(latest, date) : latest), 0);
}

type Place = { readonly resource: Listable; readonly namespace: string | undefined };

/** `pods`, `deployments.apps`, `pods/shop`: a list, as its notes and its files are called. */
function nameOfUnit({ group, plural }: Listable, namespace: string | undefined): string {
  return `${group === "" ? plural : `${plural}.${group}`}${namespace === undefined ? "" : `/${namespace}`}`;
}

function sumsOf(units: readonly UnitNote[]): { objects: number; bytes: number } {
  return units.reduce((sum, one) => ({ objects: sum.objects + one.objects, bytes: sum.bytes + one.bytes }), {
    objects: 0,
    bytes: 0,
  });
}

function notReadOf({ resource, namespace, refused }: UnitNote & Place): NotRead[] {
  if (refused === undefined) return [];
  return [{ group: resource.group, version: resource.version, resource: resource.plural, namespace, ...refused }];
}

/** Secrets and namespaces are read again by a capture that goes on: what stands in them is needed for the rest. */
const alwaysRead = /^(secrets|namespaces)(\/|$)/;

async function recordUnit(
  capture: ObjectCapture,
  resource: Listable,
  namespace: string | undefined,
): Promise<UnitNote> {
  const unit = nameOfUnit(resource, namespace);
  const before = capture.notes.unit(unit);
  if (before !== undefined && !alwaysRead.test(unit)) return before;
  const folder = nameOfUnit(resource, undefined);
  const prefix = namespace === undefined ? "" : `${namespace}.`;
  removePages(capture.folder, folder, prefix);
  const note = await recordPages(capture, resource, namespace, ["objects", folder, prefix]).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    removePages(capture.folder, folder, prefix);
    const refused = { code: error.code, reason: error.reason, message: capture.redactor.redact(error.message) };
    return { unit, objects: 0, odd: 0, bytes: 0, date: capture.now(), refused };
  });
  capture.notes.done(note);
  return note;
}

function removePages(folder: CaptureFolder, name: string, prefix: string): void {
  for (const file of folder.list(["objects", name]))
    if (file.startsWith(prefix) && /^\d+\.json$/.test(file.slice(prefix.length)))
      folder.remove(["objects", name, file]);
}

async function recordPages(
  capture: ObjectCapture,
  resource: Listable,
  namespace: string | undefined,
  [root, folder, prefix]: readonly [string, string, string],
): Promise<UnitNote> {
  let [page, objects, odd, bytes, date] = [0, 0, 0, 0, 0];
  const { api, redactor, bounds, namespaces } = capture;
  for await (const read of listPages(api, resource, namespace, bounds)) {
    const isWanted = (object: KubeObject) =>
      namespaces === null || nameOfUnit(resource, undefined) !== "namespaces" || namespaces.includes(nameOf(object));
    const lines = read.objects.filter(isWanted).map((object) => JSON.stringify(redactObject(object, redactor)));
    page += 1;
    objects += lines.length;
    odd += read.odd;
    date = read.date ?? capture.now();
    if (lines.length === 0) continue;
    const text = `{"apiVersion":"v1","kind":"List","items":[\n${lines.join(",\n")}\n]}\n`;
    bytes += Buffer.byteLength(text);
    if (bytes > mostBytes)
      throw new Fault("bad-request", `More than ${mostBytes} bytes of ${folder}: record fewer namespaces.`);
    capture.folder.write([root, folder, `${prefix}${String(page).padStart(5, "0")}.json`], text);
  }
  return { unit: nameOfUnit(resource, namespace), objects, odd, bytes, date };
}

/** The recorded namespaces; the one of the kubeconfig alone when they may not be listed. */
function namespacesOf({ folder, ownNamespace }: ObjectCapture, isListed: boolean): string[] {
  if (!isListed) return isNamespaceName(ownNamespace) ? [ownNamespace] : [];
  return folder
    .list(["objects", "namespaces"])
    .flatMap((file) =>
      (JSON.parse(folder.read(["objects", "namespaces", file])) as { items: KubeObject[] }).items.map(nameOf),
    )
    .filter(isNamespaceName);
}
