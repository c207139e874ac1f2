import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { fixWith } from "../causes/fixes.ts";
import type { Fix, Suggestion } from "../finding.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { inNamespace, logs, resourceOf, suggest } from "../objects/reads.ts";
import { settingsOf } from "../objects/settings.ts";
import type { FeatureFlag } from "./feature-flags.ts";

/** How a flag is switched off: by a command where its value is no more than `true`, else by hand. */
export const switchOff = (view: ClusterView, flag: FeatureFlag, workload: ObjectRef): Fix => {
  const field = flag.path.filter((step) => step !== flag.name && !/^\d+$/.test(step)).at(-1);
  const what = field && field !== flag.key ? ` (${field})` : "";
  const place = flag.key === "" ? "where it is kept" : `in ${nameOf(flag.owner)}, key ${flag.key}${what}`;
  return fixWith(
    `Switch feature flag ${flag.name} off ${place}, and restart ${nameOf(workload)} where it reads flags only at its start; then mend the code behind the flag.`,
    commandsOf(view, flag),
    workload.kind === "Log" ? [] : logs(workload, "Shows whether the errors have ended."),
  );
};

const commandsOf = (view: ClusterView, { owner, key, value, path }: FeatureFlag): readonly Suggestion[] => {
  if (path.length > 0 || !/^true$/i.test(value.trim())) return [];
  const reason = "Switches the flag off.";
  if (owner.kind === "ConfigMap") {
    const patch = JSON.stringify({ data: { [key]: "false" } });
    return suggest(
      ["patch", "configmap", owner.name, ...inNamespace(owner), "--type=merge", `--patch='${patch}'`],
      reason,
    );
  }
  const isLiteral = settingsOf(view, owner).some((one) => one.key === key && keyOf(one.owner) === keyOf(owner));
  return isLiteral && ["Deployment", "StatefulSet", "DaemonSet"].includes(owner.kind)
    ? suggest(["set", "env", `${resourceOf(owner.kind)}/${owner.name}`, ...inNamespace(owner), `${key}=false`], reason)
    : [];
};
