import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import { deliveryOverrides } from "../../delivery/delivery-overrides.ts";
import type { Rule } from "../../finding.ts";
import { entriesAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";

const overridden = defineRule(
  {
    code: "version-overridden-by-delivery",
    title: "Delivery tool sets the version itself",
    about:
      "An Argo CD Application (`kustomize.images`, `helm.parameters`, `valuesObject`) or a Flux object (`spec.images`, `postBuild.substitute`, `values`) sets the version of an image itself, and a workload runs just that: it wins over what git or the chart says, so that a change there has no effect though all is Synced. Often left over from a rollback. Of one that an image updater keeps nothing is said.",
    reads: ["Application", "Kustomization", "HelmRelease", "Deployment"],
  },
  function* (view) {
    for (const { by, field, value, line, users } of deliveryOverrides(view)) {
      const keys = [...entriesAt(by.fields, "metadata", "annotations").keys()];
      const user = users[0];
      if (user === undefined || keys.some((key) => key.startsWith("argocd-image-updater.argoproj.io/"))) continue;
      yield {
        object: by.ref,
        severity: "info",
        summary: `${nameOf(by.ref)} sets the version itself (${field}: ${value}), and ${nameOf(user.ref)} runs just that (${user.image}): the override wins over the version in git or the chart, so that a change there has no effect while it stands.`,
        evidence: [line, user.line],
        related: users.map(({ ref }) => ref),
        fix: fixByHand(
          `Take ${value} out of ${field} of ${nameOf(by.ref)} (where it is kept, if it comes from git itself), and let it synchronise.`,
          verifyRollout(view, user.ref),
        ),
      };
    }
  },
);

/** Versions that do not come from where they are looked for. */
export const deliveryOverrideRules: readonly Rule[] = [overridden];
