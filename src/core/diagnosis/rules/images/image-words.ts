import { absentTag } from "../../delivery/deleted-tags.ts";
import { type RewrittenImage, rewrittenImage, rewrittenWords } from "../../delivery/rewritten-images.ts";
import type { Complaint } from "../../logs/complaints.ts";
import { nameOf } from "../../objects/name-object.ts";
import type { Recognised } from "../../variants.ts";

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

/** What the registry itself shows of the tag. */
export const tagOf = (seen: Recognised) => absentTag(seen.view, imageOf(seen));

/** That the registry does not have it, and why, where that is shown. */
export const whyNotFound = (seen: Recognised): string => {
  const answer = /manifest unknown|name unknown|not found/i.exec(seen.complaint.text)?.[0] ?? "not found";
  const tag = tagOf(seen);
  if (tag) return `the registry does not have it${tag.words} (${answer})`;
  return `the registry does not have it (${answer})${rewritten(seen) ? "" : ", so its name or tag is wrong"}`;
};
