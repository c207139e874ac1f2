import { trustMend, untrustedRegistry } from "../../access/registry-trust.ts";
import { fixByHand, fixWith, rollBack, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import type { Rule } from "../../finding.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";
import { folderFiller } from "../../storage/disk-folders.ts";
import { type Recognised, type Variant, variantRules } from "../../variants.ts";
import { credentialsFix, credentialsIn, secretsOf, whyDenied } from "./image-credentials.ts";
import {
  cannotPull,
  cannotPullFrom,
  imageOf,
  isAboutImage,
  quoted,
  registryOf,
  rewritten,
  tagOf,
  whyNotFound,
} from "./image-words.ts";

const correctImage = (seen: Recognised) => {
  const { ref } = seen.complaint.pod;
  const found = rewritten(seen);
  if (found !== undefined)
    return fixByHand(
      `Put ${imageOf(seen)} into registry ${registryOf(imageOf(seen))} (or let that fetch it), or exempt the pod from ${nameOf(found.policy)}.`,
      verifyRollout(seen.view, ref),
    );
  const undo = rollBack(seen.view, ref);
  const summary = "Set an image name and tag that exist in the registry";
  return fixWith(
    undo.length > 0 ? `${summary}, or go back to the last revision.` : `${summary}.`,
    undo,
    verifyRollout(seen.view, ref),
  );
};

const seePullSecrets = (seen: Recognised) => [
  ...describe(seen.complaint.pod.ref, "Shows the image, its pull secrets and the registry's whole answer."),
  ...list(
    "serviceaccounts",
    seen.complaint.pod.ref.namespace,
    "Shows which pull secrets the service accounts carry.",
    "-o",
    "yaml",
  ),
];

const explains = podSymptoms;

const variants: readonly Variant[] = [
  {
    code: "image-pull-secret-missing",
    title: "Image pull secret missing",
    about:
      "The pod names an image pull secret that does not exist in its namespace, so the registry is asked without credentials. Secrets are not shared between namespaces.",
    explains: ["image-pull-denied", "image-not-pullable", "image-not-found", ...explains],
    pattern: /Unable to retrieve some image pull secrets \(([^)]{1,300})\)/,
    severity: "warning",
    summary: ({ complaint, match }) =>
      `${nameOf(complaint.pod.ref)} names image pull secret ${match[1]}, which does not exist in namespace ${complaint.pod.ref.namespace ?? "default"}.`,
    next: ({ complaint }) =>
      list("secrets", complaint.pod.ref.namespace, "Shows which secrets exist in the namespace."),
    fix: ({ view, complaint, match }) =>
      fixByHand(
        `Create the docker-registry secret ${match[1]} in namespace ${complaint.pod.ref.namespace ?? "default"}, or name one that exists.`,
        verifyRollout(view, complaint.pod.ref),
      ),
  },
  {
    code: "image-name-invalid",
    title: "Image name invalid",
    about:
      "The image reference is no valid name: upper-case letters, spaces, two colons or a stray scheme. Nothing is pulled until it is corrected.",
    explains,
    pattern: /InvalidImageName|couldn't parse image|invalid reference format|Failed to apply default image tag/,
    when: (complaint) => /Image|parse|reference format/.test(`${complaint.reason} ${complaint.text}`),
    summary: (seen) =>
      `${nameOf(seen.complaint.pod.ref)} cannot start: image name ${quoted(imageOf(seen))} is not valid.`,
    fix: correctImage,
  },
  {
    code: "image-never-pulled",
    title: "Image absent and pull policy Never",
    about: "The pull policy is Never and the image is not on the node. The kubelet does not even ask the registry.",
    explains,
    pattern: /ErrImageNeverPull|is not present with pull policy of Never/,
    summary: (seen) =>
      `${nameOf(seen.complaint.pod.ref)} cannot start: image ${quoted(imageOf(seen))} is not on the node and imagePullPolicy is Never.`,
    fix: ({ view, complaint }) =>
      fixByHand(
        "Set imagePullPolicy to IfNotPresent, or load the image onto the node.",
        verifyRollout(view, complaint.pod.ref),
      ),
  },
  {
    code: "image-pull-rate-limited",
    title: "Registry rate limit reached",
    about:
      "The registry answered that too many pulls were made. Anonymous pulls from a shared address run into this first; it passes with time, or with credentials.",
    explains,
    pattern: /toomanyrequests|rate limit|429 Too Many Requests/i,
    when: isAboutImage,
    summary: (seen) =>
      cannotPull(
        seen,
        `registry ${registryOf(imageOf(seen))} refuses because its pull rate limit is reached (${seen.match[0]})`,
      ),
    next: seePullSecrets,
    fix: ({ view, complaint }) =>
      fixByHand(
        "Pull with credentials (an image pull secret) or through a mirror, or wait until the limit is lifted.",
        verifyRollout(view, complaint.pod.ref),
      ),
  },
  {
    code: "image-registry-untrusted",
    title: "Registry certificate not accepted",
    about:
      "The TLS connection to the registry fails: its certificate is self-signed, expired or for another name, or the registry speaks plain HTTP.",
    explains,
    pattern:
      /x509: [^:"]{1,160}|tls: (?:failed to verify certificate|[a-z][^:"]{3,80})|server gave HTTP response to HTTPS client|certificate (?:has expired|verify failed|is not yet valid)/,
    when: isAboutImage,
    summary: (seen) =>
      cannotPull(seen, untrustedRegistry(registryOf(imageOf(seen)), seen.complaint.text, seen.match[0])),
    fix: (seen) => fixByHand(trustMend(seen.complaint.text), verifyRollout(seen.view, seen.complaint.pod.ref)),
  },
  {
    code: "image-registry-not-resolved",
    title: "Registry host name not resolved",
    about:
      "DNS on the node does not know the registry's host name. Usually the name is misspelt; else the node's DNS is broken.",
    explains,
    pattern:
      /lookup ([a-zA-Z0-9.-]{1,253})[^"]{0,80}(no such host|server misbehaving|i\/o timeout|Temporary failure)|no such host/,
    when: isAboutImage,
    summary: (seen) =>
      cannotPull(
        seen,
        `registry host ${seen.match[1] ?? registryOf(imageOf(seen))} cannot be resolved (${seen.match[2] ?? "no such host"})`,
      ),
    fix: correctImage,
  },
  {
    code: "image-registry-unreachable",
    title: "Registry unreachable",
    about:
      "The node cannot connect to the registry: a firewall, a proxy, or the registry is down. Other images from the same registry fail too.",
    explains,
    pattern:
      /i\/o timeout|connection refused|connection reset by peer|no route to host|network is unreachable|context deadline exceeded|TLS handshake timeout|Client\.Timeout|request canceled|50[234] [A-Z][a-z]+/,
    when: isAboutImage,
    summary: (seen) => cannotPull(seen, `registry ${registryOf(imageOf(seen))} cannot be reached (${seen.match[0]})`),
    next: () => list("nodes", undefined, "Shows whether the node itself is well.", "-o", "wide"),
  },
  {
    code: "image-credentials-expired",
    title: "Credentials for the registry have expired",
    about:
      "The registry knows the credentials of the pull secret and says that they have expired. Tokens of cloud registries live for hours (Amazon ECR: 12); something has to renew the Secret, and did not.",
    explains,
    pattern:
      /(?:authorization |access |auth )?token (?:has |is )?expired|ExpiredToken\w*|expired (?:token|credentials)|credentials? (?:have|has) expired|password (?:has )?expired/i,
    when: isAboutImage,
    summary: (seen) =>
      cannotPullFrom(seen, `the registry credentials have expired (${seen.match[0]})${secretsOf(seen).words}`),
    related: (seen) => secretsOf(seen).related,
    evidence: (seen) => secretsOf(seen).lines,
    next: seePullSecrets,
    fix: (seen) =>
      credentialsFix(seen) ??
      fixByHand(
        "Make the pull secret anew with a fresh token, and let a job (resume it if it is suspended) or a credential provider of the kubelet renew it.",
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "image-pull-denied",
    title: "Registry denies the pull",
    about:
      "The registry refuses the pull: the repository is private and no valid credentials came along, or it does not exist, which many registries answer in the same words.",
    explains,
    pattern:
      /pull access denied|insufficient_scope|authorization failed|unauthorized|authentication required|no basic auth credentials|40[13] (?:Unauthorized|Forbidden)|denied: /i,
    when: isAboutImage,
    summary: (seen) => cannotPull(seen, whyDenied(seen)),
    related: (seen) => credentialsIn(seen).related,
    evidence: (seen) => credentialsIn(seen).lines,
    next: (seen) => (credentialsFix(seen) ? [] : seePullSecrets(seen)),
    fix: (seen) =>
      credentialsFix(seen) ?? {
        ...correctImage(seen),
        summary: "Correct the image name, or give the pod an image pull secret that may read this repository.",
      },
  },
  {
    code: "image-platform-mismatch",
    title: "Image not built for the node's platform",
    about: "The image exists, but not for the processor architecture or operating system of the node.",
    explains,
    pattern: /no match for platform in manifest|no matching manifest for [a-z0-9/]{1,40}/,
    summary: (seen) => cannotPull(seen, `it is not built for the platform of the node (${seen.match[0]})`),
    fix: ({ view, complaint }) =>
      fixByHand(
        "Build the image for the node's architecture, or select nodes that it is built for.",
        verifyRollout(view, complaint.pod.ref),
      ),
  },
  {
    code: "image-storage-full",
    title: "No space for the image on the node",
    about: "The node's image file system is full, so that the image cannot be unpacked.",
    explains,
    pattern: /no space left on device/,
    when: isAboutImage,
    summary: (seen) => {
      const filler = fillerOf(seen);
      const node = seen.complaint.pod.node || "disk";
      return cannotPull(seen, `no space is left on node ${node}${filler ? `, where ${filler.text}` : ""}`);
    },
    evidence: (seen) => fillerOf(seen)?.evidence ?? [],
    related: (seen) => [fillerOf(seen)?.owner].filter((ref) => ref !== undefined),
    fix: (seen) => {
      const filler = fillerOf(seen);
      return filler ? fixByHand(filler.mend, verifyRollout(seen.view, seen.complaint.pod.ref)) : null;
    },
    next: ({ complaint }) =>
      complaint.pod.node
        ? describe({ kind: "Node", name: complaint.pod.node }, "Shows disk pressure and what the node has left.")
        : [],
  },
  {
    code: "image-not-found",
    title: "Image or tag not found",
    about:
      "The registry answered and does not have this name or tag. Usually a typo, a tag that was never pushed, or one that was deleted.",
    explains,
    pattern:
      /manifest unknown|manifest for \S{1,300} not found|name unknown|not found|NotFound|repository \S{1,300} does not exist/,
    when: isAboutImage,
    summary: (seen) => cannotPull(seen, whyNotFound(seen)),
    evidence: (seen) => tagOf(seen)?.lines ?? [],
    next: (seen) =>
      rollBack(seen.view, seen.complaint.pod.ref).length > 0
        ? suggest(
            ["rollout", "history", `deployment/${deploymentName(seen)}`, ...inNamespace(seen.complaint.pod.ref)],
            "Shows the revisions to go back to.",
          )
        : [],
    fix: (seen) => {
      const mend = tagOf(seen)?.mend;
      return mend === undefined
        ? correctImage(seen)
        : fixByHand(mend, verifyRollout(seen.view, seen.complaint.pod.ref));
    },
  },
  {
    code: "image-not-pullable",
    title: "Image cannot be pulled",
    about:
      "The image cannot be pulled and the evidence does not say why. The events of the pod hold the registry's answer.",
    explains,
    generic: true,
    pattern:
      /ImagePullBackOff|ErrImagePull|Failed to pull image|Back-off pulling image|ImageInspectError|RegistryUnavailable|Error: ErrImagePull/,
    summary: (seen) =>
      `${nameOf(seen.complaint.pod.ref)} cannot pull image ${quoted(imageOf(seen))}; the lines do not show the registry's answer.`,
    next: ({ complaint }) =>
      describe(complaint.pod.ref, "Its events hold the registry's answer: name, tag, credentials or network."),
    fix: correctImage,
  },
];

const deploymentName = (seen: Recognised): string =>
  /(.+)-[a-z0-9]{6,10}-[a-z0-9]{5}$/.exec(seen.complaint.pod.ref.name)?.[1] ?? "";

const fillerOf = ({ view, complaint }: Recognised) => folderFiller(view, complaint.pod.node);

/** A policy that put the image in place stands behind whatever the registry answers. */
const withPolicy = (variant: Variant): Variant => ({
  ...variant,
  evidence: (seen) => [...(rewritten(seen)?.evidence ?? []), ...(variant.evidence?.(seen) ?? [])],
  related: (seen) => [
    ...(variant.related?.(seen) ?? []),
    ...[rewritten(seen)?.policy].filter((ref) => ref !== undefined),
  ],
});

/** Why images cannot be pulled. */
export const imageRules: readonly Rule[] = variantRules(["start"], variants.map(withPolicy));
