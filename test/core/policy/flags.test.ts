import { expect, test } from "vitest";
import { globals, verbs } from "../../../src/core/kubectl/verbs.ts";
import { riskOf } from "../../../src/core/policy/risk.ts";

const seen = new Set(
  (
    "aggregation-rule all all-containers all-namespaces all-pods allow-missing-template-keys annotation annotations api-group " +
    "api-version append-hash attach cached cascade categories cert chunk-size class client cluster-ip clusterip clusterrole " +
    "command container containers cpu cpu-percent create-annotation current-replicas default-backend delete-emptydir-data " +
    "description detach-keys disable-eviction docker-email docker-password docker-server docker-username dry-run edit env " +
    "expose external-ip external-name field-manager field-selector filename flatten follow for force force-conflicts from " +
    "from-env-file from-file from-literal global-default grace-period group hard ignore-daemonsets ignore-errors " +
    "ignore-not-found image image-pull-policy insecure-skip-tls-verify-backend interactive key keys kustomize label-columns " +
    "labels leave-stdin-open limit-bytes limits list load-balancer-ip local max max-log-requests max-unavailable memory merge " +
    "min min-available minify name namespaced namespaces no-headers node-port non-resource-url now openapi-patch output " +
    "output-directory output-watch-events override-type overrides overwrite patch patch-file pod-running-timeout pod-selector " +
    "port preemption-policy prefix previous privileged protocol prune prune-allowlist quiet raw record recursive " +
    "remove-extra-permissions remove-extra-subjects replicas requests resolve resource resource-name resource-version restart " +
    "revision rm role rule save-config schedule scopes selector server-print server-side serviceaccount session-affinity " +
    "show-capacity show-events show-kind show-labels show-managed-fields show-swap since since-time " +
    "skip-wait-for-delete-timeout sort-by stdin subresource sum tail target-port tcp template timeout timestamps to-revision " +
    "tty type types use-protocol-buffers user validate value verb verbs wait watch watch-only windows-line-endings"
  ).split(" "),
);

test("every flag of a verb that can be a read was looked at when the policy was written", () => {
  const canRead = [...verbs.values()].filter(
    ({ verb, flags }) => riskOf({ verb, flags: [], args: [], filters: [] }).risk === "read" || flags.has("dry-run"),
  );
  const unseen = canRead.flatMap(({ verb, flags }) =>
    [...flags.keys()].filter((name) => !seen.has(name)).map((name) => `${verb} --${name}`),
  );
  expect(canRead.length).toBeGreaterThan(40);
  expect(unseen).toEqual([]);
});

test("every global flag but these makes a read more than a read", () => {
  const harmless = [...globals.values()].filter(({ name, type }) => {
    const value = type === "boolean" ? "true" : type === "integer" ? "9" : "x";
    return riskOf({ verb: "get", flags: [{ name, value, position: 0 }], args: ["pods"], filters: [] }).risk === "read";
  });
  expect(harmless.map(({ name }) => name)).toEqual([
    "disable-compression",
    "help",
    "log-flush-frequency",
    "match-server-version",
    "namespace",
    "request-timeout",
    "warnings-as-errors",
  ]);
});

test("a flag that asks in another's name is forbidden of every verb, but for the user and groups of a review, which wait for a person", () => {
  const impersonating = ["as", "as-group", "as-uid", "as-user-extra"];
  const allowed = [...verbs.keys()].flatMap((verb) =>
    impersonating.flatMap((name) => {
      const { risk } = riskOf({
        verb,
        flags: [{ name, value: "x=y", position: 0 }],
        args: ["list", "pods"],
        filters: [],
      });
      return risk === "forbidden" ? [] : [`${verb} --${name}: ${risk}`];
    }),
  );
  expect(allowed).toEqual(["auth can-i --as: sensitive", "auth can-i --as-group: sensitive"]);
});
