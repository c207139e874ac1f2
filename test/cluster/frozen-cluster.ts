import { setTimeout as wait } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { until } from "./until.ts";

const noMoreWrites = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: frozen}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"]}]
    excludeResourceRules:
    - {apiGroups: [authorization.k8s.io, authentication.k8s.io], apiVersions: ["*"], operations: ["*"], resources: ["*/*"]}
  validations: [{expression: "false", message: nothing changes any more}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: frozen}
spec: {policyName: frozen, validationActions: [Deny]}
`;

/**
 * Keeps everything in the cluster as it is from now on: an admission policy refuses every write, of nodes and controllers too. For the rest
 * of the cluster's life, as it cannot be written either that the policy goes.
 */
export async function freeze(cluster: Cluster): Promise<void> {
  const { code, stderr } = await cluster.kubectl(["apply", "-f", "-"], noMoreWrites);
  if (code !== 0) throw new Error(stderr);
  await until("writes are refused", async () => {
    const refused = await cluster.kubectl(["create", "configmap", "any", "--dry-run=server"]);
    return refused.stderr.includes("nothing changes any more");
  });
  let before = "";
  await until("nothing is written any more", async () => {
    const now = await newestVersion(cluster);
    const isQuiet = now === before;
    before = now;
    if (!isQuiet) await wait(1000);
    return isQuiet;
  });
}

/** The version of the whole storage, which every write of any object moves on. */
async function newestVersion(cluster: Cluster): Promise<string> {
  return (await cluster.api.get("/api/v1/namespaces?limit=1")).metadata.resourceVersion;
}
