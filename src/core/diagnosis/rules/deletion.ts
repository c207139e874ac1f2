import { keepersOf } from "../claim-users.ts";
import { defineRule } from "../define-rule.ts";
import { listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, fixWith } from "../fixes.ts";
import { nameOf } from "../name-object.ts";
import { inNamespace, resourceOf, suggest } from "../reads.ts";

/** Pods end by themselves, and namespaces have conditions that say what holds them: both have rules of their own. */
const others = new Set(["Pod", "Namespace"]);

const finalizerBlocks = defineRule(
  {
    code: "finalizer-blocks-deletion",
    title: "Deletion waits for a finalizer",
    about:
      "The object is marked for deletion and stays until its finalizers are taken away. The controller that put them there has not finished its work, fails at it, or is no longer installed.",
    reads: ["any object"],
    explains: ["namespace-stuck-terminating", "pod-terminating-stuck"],
  },
  function* (view) {
    for (const object of view.objects) {
      if (others.has(object.ref.kind) || !object.sources.has("object")) continue;
      const since = textAt(object.fields, "metadata", "deletionTimestamp");
      const finalizers = listAt(object.fields, "metadata", "finalizers").filter((one) => typeof one === "string");
      if (since === "" || finalizers.length === 0) continue;
      const keepers = keepersOf(view, object);
      yield {
        object: object.ref,
        severity: "warning",
        summary: `${nameOf(object.ref)} is being deleted since ${since} and waits for its finalizer${finalizers.length > 1 ? "s" : ""} ${finalizers.join(", ")}${keepers ? `: ${keepers.words}` : ", which nobody has taken away"}.`,
        evidence: [
          object.cite("metadata", "deletionTimestamp"),
          object.cite("metadata", "finalizers", "0"),
          ...(keepers?.lines ?? []),
        ],
        related: keepers?.refs ?? [],
        fix: fixOf(object.ref, finalizers as readonly string[]),
      };
    }
  },
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
