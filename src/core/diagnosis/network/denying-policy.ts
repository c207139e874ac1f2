import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { fixByHand } from "../causes/fixes.ts";
import type { Draft } from "../define-rule.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { describe, list } from "../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../objects/relations.ts";
import { podsOf } from "../workloads/pods.ts";

/** Which policy of a mesh denies the call that a proxy's log tells of, and whom it admits instead; undefined where no policy is shown. */
export const deniedByPolicy = (view: ClusterView, one: LogStatement): Draft | undefined => {
  const { object } = one.log;
  const { principal, policy, line } = deniedIn(one);
  const all = admittingIn(view, one, principal);
  const chosen = all.find((each) => each.policy.ref.name === policy) ?? all.find(isTelling) ?? all[0];
  if (!chosen || isAdmitted(principal, chosen.names)) return undefined;
  const who = principal ? `service account ${shortOf(principal)}` : callerOf(view, one) || "the caller";
  const allowed = chosen.names.slice(0, 3).map(shortOf).join(", ");
  return {
    object: chosen.policy.ref,
    confidence: principal ? "confirmed" : "likely",
    summary: `${nameOf(chosen.policy.ref)} does not admit ${who} to ${deniedAt(view, one)}${allowed ? ` (it admits service account ${allowed})` : ""}, so that the proxy denies its calls (403, access denied).`,
    evidence: [one.template.last, line, chosen.policy.cite("spec", "rules"), chosen.policy.cite("spec", "identities")],
    related: unique([object, ...ownersOf(view, object), ...callersOf(view)]),
    next: [
      ...describe(chosen.policy.ref, "Shows whom the policy admits."),
      ...list("pods", undefined, "Shows the pods; with -o yaml their service accounts.", "-A"),
    ],
    fix: fixByHand(
      `Admit ${who} in ${nameOf(chosen.policy.ref)}, or let the caller run under a service account that it admits.`,
      [],
    ),
  };
};

/** Whose call was denied and by which policy, in the words of Envoy's and Linkerd's proxies. */
const deniedIn = ({ log, template }: LogStatement) => {
  const lines = log.templates.map((one) => one.last);
  const spiffe = /spiffe:\/\/([\w./-]{1,300}\/ns\/[\w-]{1,63}\/sa\/[\w.-]{1,253})/;
  const linkerd = /["(]([\w-]{1,63}\.[\w-]{1,63}\.serviceaccount\.identity\.[\w.-]{1,200})/;
  const line = [template.last, ...lines].find((one) => spiffe.test(one.text) || linkerd.test(one.text));
  const principal = spiffe.exec(line?.text ?? "")?.[1] ?? linkerd.exec(line?.text ?? "")?.[1] ?? "";
  const matched = lines.map((one) => /matched_policy\[ns\[[\w-]{1,63}\]-policy\[([\w.-]{1,253})\]/.exec(one.text)?.[1]);
  return { principal, policy: matched.find(Boolean) ?? "", line };
};

type Admitting = { readonly policy: ObservedObject; readonly names: readonly string[] };

const isTelling = ({ names }: Admitting): boolean => names.length > 0;

const isAdmitted = (principal: string, names: readonly string[]): boolean =>
  principal !== "" && names.some((name) => name.includes(principal) || principal.endsWith(name));

/** The policies where the proxy runs, else where the Service is that was called, else any where nothing tells whose call it was. */
const admittingIn = (view: ClusterView, one: LogStatement, principal: string): readonly Admitting[] => {
  const here = admitted(view, one.log.object.namespace);
  if (here.length > 0) return here;
  const there = unique(one.about.related.filter(({ kind }) => kind === "Service")).flatMap(({ namespace }) =>
    admitted(view, namespace),
  );
  return there.length > 0 || principal ? there : admitted(view);
};

/** Who denies: the workload whose proxy says so, or the Service that a caller names. */
const deniedAt = (view: ClusterView, one: LogStatement): string =>
  one.about.related.find(({ kind }) => kind === "Service")?.name ?? workloadOf(view, one.log.object).name;

/** Whom the policies of a namespace admit: Istio's principals and namespaces, Linkerd's identities. */
const admitted = (view: ClusterView, namespace?: string): readonly Admitting[] => {
  const here = (kind: string) =>
    view.of(kind).filter(({ ref }) => namespace === undefined || ref.namespace === namespace);
  const istio = here("AuthorizationPolicy").map((policy) => ({
    policy,
    names: listAt(policy.fields, "spec", "rules").flatMap((rule) =>
      listAt(rule, "from").flatMap((one) =>
        ["principals", "namespaces", "serviceAccounts"].flatMap((key) => listAt(one, "source", key).map(String)),
      ),
    ),
  }));
  const linkerd = here("MeshTLSAuthentication").map((policy) => ({
    policy,
    names: [
      ...listAt(policy.fields, "spec", "identities").map(String),
      ...listAt(policy.fields, "spec", "identityRefs").map((one) => textAt(one, "name")),
    ],
  }));
  return [...linkerd, ...istio];
};

/** Pods or workloads of one service account, by which the mesh knows a caller. */
const shortOf = (principal: string): string =>
  /\/ns\/([\w-]+)\/sa\/([\w.-]+)/.exec(principal)?.slice(1, 3).join("/") ??
  /^([\w-]+)\.([\w-]+)\.serviceaccount/.exec(principal)?.slice(1, 3).reverse().join("/") ??
  principal;

/** The only other workload shown whose service account is not admitted. */
const callerOf = (view: ClusterView, one: LogStatement): string => {
  const accounts = podsOf(view).flatMap((pod) => {
    const account = textAt(pod.object?.fields, "spec", "serviceAccountName");
    return account === "" || workloadOf(view, pod.ref).name === workloadOf(view, one.log.object).name
      ? []
      : [`service account ${pod.ref.namespace}/${account}`];
  });
  return [...new Set(accounts)].length === 1 ? accounts[0]! : "";
};

/** Whoever says in its log that it was refused. */
const callersOf = (view: ClusterView): readonly ObjectRef[] =>
  logsOfView(view)
    .filter((log) =>
      log.templates.some((one) => /\b403\b|PERMISSION_?DENIED|RBAC: access denied|Forbidden/i.test(one.last.text)),
    )
    .flatMap((log) => [log.object, ...ownersOf(view, log.object)]);
