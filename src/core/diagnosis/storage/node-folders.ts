import type { Evidence, Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { quantity } from "../objects/quantity.ts";
import { podsOf } from "../workloads/pods.ts";

/** A folder of a node with what is in it, as `du` or `ls -l` printed it. */
export type Folder = {
  readonly path: string;
  readonly bytes: number;
  readonly used: string;
  /** The names of files in it, where they are shown. */
  readonly names: string;
  readonly line: Line;
};

/** What one command printed of the folders of a node; `node` is "" where nothing says which. */
export type FolderList = { readonly node: string; readonly folders: readonly Folder[] };

export const folderLists = memo((view: ClusterView): readonly FolderList[] =>
  view.evidence
    .filter(({ command }) => isOnNode(command) && /\bdu(?: +-|\s+\/)|\bls +-\w*l/.test(command))
    .map((piece) => ({
      node: nodeOf(view, piece.command),
      folders: [...(/\bdu\b/.test(piece.command) ? foldersOfDu(piece) : []), ...foldersOfLs(piece)],
    })),
);

/** Files within a container are no files of its node, but for those that are mounted at /host. */
const isOnNode = (command: string): boolean =>
  !/\b(?:exec|debug)\b/.test(command) || /\bnodes?\/|\bchroot\b|\bnsenter\b|\/host\b/.test(command);

/** The node that a command ran on: named in `debug node/NAME`, or the one of the pod that it was run in. */
export const nodeOf = (view: ClusterView, command: string): string => {
  const named = /nodes?\/([a-z0-9][a-z0-9.-]{0,252})/.exec(command)?.[1];
  if (named !== undefined) return named;
  const words = new Set(command.split(/[\s/@]+/));
  const host = view.of("Node").find(({ ref }) => words.has(ref.name))?.ref.name;
  const pod = podsOf(view).find(({ ref, node }) => node !== "" && (words.has(ref.name) || words.has(node)));
  return host ?? pod?.node ?? "";
};

const linesOf = ({ command, stdout }: Evidence): readonly Line[] =>
  stdout
    .slice(0, 400_000)
    .split("\n")
    .map((text, index) => ({ command, line: index + 1, text }));

/** `311G /var/lib/x`; without a unit `du` counts in KiB, with -m in MiB, with -b in bytes. */
const foldersOfDu = (piece: Evidence): readonly Folder[] => {
  const options = /\bdu((?: +-{1,2}[\w=]{1,30}){0,8})/.exec(piece.command)?.[1] ?? "";
  const usual = / -\w*b/.test(options) ? "" : / -\w*m/.test(options) ? "M" : "K";
  return linesOf(piece).flatMap((line) => {
    const match = /^\s*(\d{1,18}(?:[.,]\d{1,3})?)([KMGT])?(?:iB|B)?\s+(\/\S{0,400})\s*$/.exec(line.text);
    return match === null ? [] : folderOf(match[3]!, match[1]!, match[2] ?? usual, "", line);
  });
};

/** `total 311G` over the files of the folder that the command or a heading names; without a unit in KiB. */
const foldersOfLs = (piece: Evidence): readonly Folder[] => {
  const lines = linesOf(piece);
  return lines.flatMap((line, index) => {
    const match = /^total (\d{1,18}(?:[.,]\d{1,3})?)([KMGT])?$/.exec(line.text.trim());
    const heading = /^(\/\S{0,400}):$/.exec(lines[index - 1]?.text.trim() ?? "")?.[1];
    const path = heading ?? /\bls +(?:-{1,2}[\w=-]{1,30} +){1,6}(\/[^\s|;&'"]{1,400})/.exec(piece.command)?.[1];
    if (match === null || path === undefined) return [];
    const names = lines.slice(index + 1, index + 40).map(({ text }) => text.split(/\s+/).at(-1) ?? "");
    return folderOf(path, match[1]!, match[2] ?? "K", names.join(" "), line);
  });
};

const folderOf = (path: string, digits: string, unit: string, names: string, line: Line): readonly Folder[] => {
  const bytes = quantity(`${digits.replace(",", ".")}${unit}${unit === "" ? "" : "i"}`);
  const plain = path.replace(/^\/host(?=\/)/, "").replace(/(?<=.)\/+$/, "");
  return bytes === undefined ? [] : [{ path: plain, bytes, used: printedBytes(bytes), names, line }];
};

export const printedBytes = (bytes: number): string => `${+(bytes / 2 ** 30).toFixed(bytes < 10 * 2 ** 30 ? 1 : 0)}G`;

/** What `df` says is used of the file system of a node that holds a folder, in bytes. */
export const usedAround = (view: ClusterView, node: string, path: string): number | undefined =>
  view.evidence
    .filter(({ command }) => /\bdf\b/.test(command) && isOnNode(command))
    .filter(({ command }) => nodeOf(view, command) === node)
    .flatMap((piece) => linesOf(piece).flatMap(({ text }) => fileSystemIn(text, piece.command)))
    .filter(({ mount }) => mount === "/" || path === mount || path.startsWith(`${mount}/`))
    .sort((left, right) => right.mount.length - left.mount.length)[0]?.used;

/** `/dev/nvme1n1 400G 399G 612M 100% /var/lib/containerd`, or the same in KiB; of `df -i` nothing, which counts files. */
const fileSystemIn = (text: string, command: string): readonly { readonly mount: string; readonly used: number }[] => {
  const match =
    /^\S{1,200}\s+[\d.]{1,20}[KMGT]?i?\s+([\d.]{1,20})([KMGT])?i?\s+[\d.]{1,20}[KMGT]?i?\s+\d{1,3}%\s+(\/\S{0,400})\s*$/.exec(
      text,
    );
  const used = match === null ? undefined : quantity(`${match[1]}${match[2] ?? "K"}i`);
  if (match === null || used === undefined || / -\w*i/.test(command.slice(command.search(/\bdf\b/)))) return [];
  return [{ mount: match[3]!.replace(/^\/host(?=\/|$)/, "") || "/", used }];
};
