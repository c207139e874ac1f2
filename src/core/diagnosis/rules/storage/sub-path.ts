import type { ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { describe } from "../../objects/reads.ts";
import type { Recognised, Variant } from "../../variants.ts";
import { havingKeys, type Mounted, mountedAt } from "../../workloads/mounted-keys.ts";

const errorIn = (text: string): string =>
  /not a directory|read-only file system|permission denied|is a directory|no such file or directory|file exists/.exec(
    text,
  )?.[0] ?? "error mounting";

const mountOf = ({ view, complaint, match }: Recognised): Mounted | undefined =>
  mountedAt(
    view,
    complaint.pod,
    withoutRoot(match[2] ?? ""),
    /volume-subpaths\/([^/\s"]{1,253})\//.exec(complaint.text)?.[1] ??
      /volumes\/kubernetes\.io~[\w-]{1,40}\/([^/\s"]{1,253})/.exec(complaint.text)?.[1],
  );

/** Docker names the place within the whole root file system of the container. */
const withoutRoot = (path: string): string => path.replace(/^\/var\/lib\/docker\/.{1,200}\/merged(?=\/)/, "");

/** What the mount asks for and what the volume has: a subPath that is no key becomes an empty directory. */
const whyOf = (seen: Recognised): string => {
  const mount = mountOf(seen);
  const path = withoutRoot(seen.match[2]!);
  const error = errorIn(seen.complaint.text);
  const plain = `its volume cannot be mounted at "${path}" (${error})`;
  if (mount?.ref === undefined || !/directory/.test(error)) return plain;
  const object = `${mount.ref.kind} ${mount.ref.name}`;
  if (mount.subPath === "")
    return /volume-subpaths/.test(seen.complaint.text)
      ? plain
      : `${object} as a whole, a directory, is mounted at "${path}", where the image has a file (${error}); a subPath is missing`;
  if (mount.keys === undefined)
    return `subPath "${mount.subPath}" of ${object} cannot be mounted at "${path}" (${error}); most likely it has no key of this name, so that a directory stands where a file should`;
  if (!mount.keys.includes(mount.subPath.split("/")[0]!))
    return `subPath "${mount.subPath}" is no key of ${object}${havingKeys(mount.keys)}; so an empty directory is mounted over the file "${path}" (${error})`;
  return `the file "${mount.subPath}" of ${object} cannot be mounted at "${path}" (${error}); the image has something else at this path`;
};

const refsOf = (ref: ObjectRef | undefined): readonly ObjectRef[] => (ref ? [ref] : []);

/** A mount that fails inside the container, held against what the volume is made of. */
export const subPathVariant = (
  explains: readonly string[],
  cannotStart: (seen: Recognised, why: string) => string,
): Variant => ({
  code: "subpath-not-mountable",
  title: "File or subPath cannot be mounted",
  about:
    "A volume mount inside the container fails: a file is mounted over a directory or the other way round, or the subPath cannot be prepared. A subPath that is no key of the ConfigMap or Secret becomes an empty directory.",
  explains,
  when: ({ stage }) => stage === "start",
  pattern:
    /failed to (?:prepare|create) subPath[^:]{0,200}|mounting \\?"([^"\\]{1,300})\\?" to rootfs (?:\\?"[^"\\]{1,300}\\?" )?at \\?"([^"\\]{1,300})\\?"|not a directory: unknown: Are you trying to mount a directory onto a file/,
  summary: (seen) => cannotStart(seen, seen.match[2] ? whyOf(seen) : seen.match[0]),
  related: (seen) => refsOf(mountOf(seen)?.ref),
  next: (seen) => {
    const mount = mountOf(seen);
    if (mount?.ref && (mount.keys !== undefined || mount.subPath === "")) return [];
    const ref = mount?.ref;
    return [
      ...(ref ? describe(ref, `Shows which keys the ${ref.kind} has.`) : []),
      ...describe(seen.complaint.pod.ref, "Shows its mounts and volumes."),
    ];
  },
  evidence: (seen) => [mountOf(seen)?.line],
  fix: (seen) => {
    const mount = mountOf(seen);
    const wrong = mount?.ref && mount.keys && mount.subPath && !mount.keys.includes(mount.subPath);
    return fixByHand(
      wrong
        ? `Rename the key of ${mount.ref?.kind} ${mount.ref?.name} to "${mount.subPath}", or the subPath to the key that is there.`
        : "Mount a single file with subPath, or mount the volume over a directory.",
      verifyRollout(seen.view, seen.complaint.pod.ref),
    );
  },
});
