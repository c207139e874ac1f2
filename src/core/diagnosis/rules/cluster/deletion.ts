import type { ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import { type Obstacle, obstacleOf } from "../../delivery/deletion-obstacles.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { keepersOf } from "../../storage/claim-users.ts";

/** Pods end by themselves, and namespaces have conditions that say what holds them: both have rules of their own. */
const others = new Set(["Pod", "Namespace"]);

const finalizerBlocks = defineRule(
  {
    code: "finalizer-blocks-deletion",
    title: "Deletion waits for a finalizer",
    about:
      "The object is marked for deletion and stays until its finalizers are taken away. The controller that put them there has not finished its work, fails at it because something that it needs is gone (a ProviderConfig, credentials, an issuer), or is no longer installed.",
    reads: ["any object", "events", "logs"],
    explains: ["namespace-stuck-terminating", "pod-terminating-stuck", "resource-not-ready", "load-balancer-pending"],
  },
  function* (view) {
    for (const object of view.objects) {
      if (others.has(object.ref.kind) || !isWhole(object)) continue;
      const since = textAt(object.fields, "metadata", "deletionTimestamp");
      const finalizers = listAt(object.fields, "metadata", "finalizers").filter((one) => typeof one === "string");
      if (since === "" || finalizers.length === 0) continue;
      const keepers = keepersOf(view, object);
      const obstacle = keepers || finalizers.every(isProtection) ? undefined : obstacleOf(view, object);
      const why = keepers ? `: ${keepers.words}` : obstacle ? whyNot(obstacle) : ", which nobody has taken away";
      yield {
        object: object.ref,
        severity: "warning",
        summary: `${nameOf(object.ref)} is being deleted since ${since} and waits for its finalizer${finalizers.length > 1 ? "s" : ""} ${finalizers.join(", ")}${why}.`,
        evidence: [
          object.cite("metadata", "deletionTimestamp"),
          object.cite("metadata", "finalizers", "0"),
          ...(keepers?.lines ?? obstacle?.lines ?? []),
        ],
        related: keepers?.refs ?? obstacle?.related ?? [],
        fix: obstacle ? bringBack(object.ref, obstacle) : fixOf(object.ref, finalizers as readonly string[]),
      };
    }
  },
);

/** Its own metadata are shown; `describe` prints those of custom resources, of others at most that they are Terminating. */
const isWhole = ({ sources, fields }: ObservedObject): boolean =>
  sources.has("object") || (sources.has("describe") && /^\d/.test(textAt(fields, "metadata", "deletionTimestamp")));

/** Taken away by Kubernetes when nothing uses the object any more, whatever else is wrong with it. */
const isProtection = (finalizer: unknown): boolean => /^kubernetes\.io\/pvc?-protection$/.test(String(finalizer));

const whyNot = ({ words, lacks }: Obstacle): string =>
  `, whose controller ${lacks ? `cannot finish its work without ${lacks}` : "does not get its work done"}; ${words}`;

/** The controller goes on by itself as soon as it can; without it what the object stands for outside stays behind. */
const bringBack = (ref: Parameters<typeof describeAgain>[0], { lacks }: Obstacle) =>
  fixByHand(
    `${lacks ? `Bring ${lacks} back (with what it needs, such as credentials)` : "Mend what the controller complains of"}, so that it can finish and takes the finalizer away; only if that is impossible take the finalizer away by hand and clean up what it would have.`,
    describeAgain(ref),
  );

/** Finalizers of Kubernetes itself protect data in use; they go by themselves when nothing uses it any more. */
const fixOf = (ref: Parameters<typeof describeAgain>[0], finalizers: readonly string[]) =>
  finalizers.some((one) => /^(?:kubernetes\.io\/|foregroundDeletion$|orphan$|kubernetes$)/.test(one))
    ? fixByHand("Take away what still uses it; the finalizer goes with that.", describeAgain(ref))
    : fixWith(
        "Let the controller of the finalizer finish its work; if it is gone for good, take the finalizer away and clean up by hand what it would have.",
        suggest(
          [
            "patch",
            resourceOf(ref.kind),
            ref.name,
            ...inNamespace(ref),
            "--type=merge",
            `--patch='{"metadata":{"finalizers":null}}'`,
          ],
          "Takes the finalizers away, so that the object goes at once.",
        ),
        describeAgain(ref),
      );

const describeAgain = (ref: { readonly kind: string; readonly name: string; readonly namespace?: string }) =>
  suggest(["get", resourceOf(ref.kind), ref.name, ...inNamespace(ref)], "Shows whether it is gone.");

/** Objects that do not go. */
export const deletionRules: readonly Rule[] = [finalizerBlocks];
