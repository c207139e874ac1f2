import type { Complaint } from "../complaints.ts";
import { nameOf } from "../name-object.ts";
import { type RewrittenImage, rewrittenImage, rewrittenWords } from "../rewritten-images.ts";
import type { Recognised } from "../variants.ts";

const pulling = /Image|^Failed$|BackOff|Inspect|Registry|^$/;
export const isAboutImage = (complaint: Complaint): boolean =>
  pulling.test(complaint.reason) &&
  !/CrashLoop|restarting failed/.test(`${complaint.reason} ${complaint.text}`) &&
  (/image|pull|manifest|registry|repository/i.test(complaint.text) || /Image|Registry/.test(complaint.reason));

/** The image a complaint is about: as quoted in it, else the one of its container, else the one of the container that waits. */
export const imageOf = ({ complaint }: Recognised): string =>
  /image "([^"\s]{1,300})"/i.exec(complaint.text)?.[1] ||
  complaint.image ||
  complaint.pod.containers.find((one) => /Image/.test(one.waiting?.reason ?? ""))?.image ||
  "its image";

export const registryOf = (image: string): string => {
  const first = image.split("/")[0] ?? "";
  return image.includes("/") && /[.:]|^localhost$/.test(first) ? first : "docker.io";
};

export const cannotPull = (seen: Recognised, why: string): string =>
  `${nameOf(seen.complaint.pod.ref)} cannot pull image ${quoted(imageOf(seen))}${rewrittenWords(rewritten(seen))}: ${why}.`;

/** The policy that put the image in place of the one in the template, where it is shown. */
export const rewritten = (seen: Recognised): RewrittenImage | undefined =>
  rewrittenImage(seen.view, seen.complaint.pod.ref, imageOf(seen));

/** The same with the last part of the image's name, where the registry's host fills the sentence. */
export const cannotPullFrom = (seen: Recognised, why: string): string =>
  `${nameOf(seen.complaint.pod.ref)} cannot pull image "${imageOf(seen).split("/").at(-1)}": ${why}.`;

export const quoted = (image: string): string => (image === "its image" ? "of its container" : `"${image}"`);
