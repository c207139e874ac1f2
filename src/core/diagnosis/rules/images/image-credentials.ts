import { otherRegistries } from "../../access/pull-secret-hosts.ts";
import { pullSecretState } from "../../access/registry-credentials.ts";
import { fixByHand, fixWith, verifyRollout } from "../../causes/fixes.ts";
import type { Fix } from "../../finding.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import type { Recognised } from "../../variants.ts";
import { imageOf, registryOf } from "./image-words.ts";

/** Registries for which the pull secrets have credentials, where this one is not among them. */
export const otherOf = (seen: Recognised) => otherRegistries(seen.view, seen.complaint.pod.ref, imageOf(seen));

/** What is known of the token in its pull secrets. */
export const secretsOf = (seen: Recognised) => pullSecretState(seen.view, seen.complaint.pod.ref, imageOf(seen));

/** Who denies the pull, and what is known of the credentials. */
export const whyDenied = (seen: Recognised): string => {
  const other = otherOf(seen);
  const denies = `registry ${registryOf(imageOf(seen))} denies access`;
  if (other) return `${other.words}, so the registry denies access (${seen.match[0]})`;
  return /may (?:not exist|require)|does not exist/.test(seen.complaint.text)
    ? `${denies}, so the repository does not exist or needs credentials (${seen.match[0]})`
    : `${denies} (${seen.match[0]})${secretsOf(seen).words}`;
};

/** The lines and objects that tell of the credentials. */
export const credentialsIn = (seen: Recognised) => {
  const other = otherOf(seen)?.secrets ?? [];
  const state = secretsOf(seen);
  return other.length > 0
    ? { lines: other.map(({ line }) => line), related: other.map(({ ref }) => ref) }
    : { lines: state.lines, related: state.related };
};

/** What mends the credentials, where the evidence shows what is wrong with them. */
export const credentialsFix = (seen: Recognised): Fix | undefined => {
  const verify = verifyRollout(seen.view, seen.complaint.pod.ref);
  const registry = registryOf(imageOf(seen));
  if (otherOf(seen))
    return fixByHand(
      `Put credentials for ${registry} into the pull secret (kubectl create secret docker-registry with --docker-server=${registry}), or name one that has them.`,
      verify,
    );
  const { halt } = secretsOf(seen);
  if (halt === undefined) return undefined;
  if (!halt.isSuspended)
    return fixByHand(`See in the log of ${nameOf(halt.ref)} why it fails, mend that, and run it once now.`, verify);
  const run = `kubectl create job ${halt.ref.name}-now --from=cronjob/${halt.ref.name}`;
  return fixWith(
    `Resume ${nameOf(halt.ref)}, and run it once now (${run}${halt.ref.namespace ? ` -n ${halt.ref.namespace}` : ""}), so that the pull secret gets a fresh token.`,
    suggest(
      ["patch", "cronjob", halt.ref.name, ...inNamespace(halt.ref), `--patch='{"spec":{"suspend":false}}'`],
      "Lets it run again.",
    ),
    verify,
  );
};
