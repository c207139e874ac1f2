import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { bad, type Check, good } from "./sound.ts";
import { apiService, webhooks } from "./sound-admission.ts";
import { endpoints, ingress, networkPolicy } from "./sound-network.ts";
import { binding, keys, mereObject, role } from "./sound-plain.ts";
import { disruptionBudget, quota, volume } from "./sound-storage.ts";

/** Active, and not on its way out. */
const namespace: Check = (object) => {
  const phase = (object.printed.get("STATUS")?.value ?? "") || textAt(object.fields, "status", "phase");
  const line = object.cite("status", "phase");
  if (phase === "") return null;
  return phase === "Active" ? [good("is Active", line)] : [bad(`is ${phase}`, line)];
};

const signingRequest: Check = (object) => {
  const types = listAt(object.fields, "status", "conditions").map((one) => textAt(one, "type"));
  const cell = object.printed.get("CONDITION");
  const state = cell?.value ?? (types.length === 0 ? "Pending" : types.join(","));
  const line = cell?.line ?? object.cite("status");
  const isIssued = /Issued/.test(state) || textAt(object.fields, "status", "certificate") !== "";
  if (/Denied|Failed/.test(state) || !/Approved/.test(state)) return [bad(`is ${state}`, line)];
  return isIssued ? [good("is approved and issued", line)] : [bad("is approved, and no certificate was issued", line)];
};

/** `kubectl get crd` prints no state. */
const definition: Check = (object) => {
  const of = (type: string) =>
    listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === type);
  const failing = ["NamesAccepted", "Established"].flatMap((type) => {
    const status = textAt(of(type), "status");
    return status === "" || status === "True" ? [] : [`${type} ${status} ${textAt(of(type), "message")}`.trim()];
  });
  const doubts = ["NonStructuralSchema", "Terminating"].filter((type) => textAt(of(type), "status") === "True");
  if (failing.length + doubts.length > 0)
    return [...failing, ...doubts].map((text) => bad(`has ${text}`, object.cite("status", "conditions")));
  return textAt(of("Established"), "status") === "True"
    ? [good("is established, its names are accepted", object.cite("status", "conditions", "Established", "status"))]
    : null;
};

/** It has no state of its own; what it may do, answers of `auth can-i` tell. */
const account: Check = (object, view) => {
  const denied = view.evidence.find(
    ({ command, stdout }) =>
      /\bauth can-i\b/.test(command) && /^no\b/.test(stdout) && command.includes(object.ref.name),
  );
  return denied === undefined
    ? mereObject()(object, view)
    : [
        bad(
          `is there and has not every right that was tried (no to ${denied.command.trim().slice(0, 120)})`,
          object.cite(),
        ),
      ];
};

/** The checks of the kinds that say by no condition of a good name how they are. */
export const checks: Readonly<Record<string, Check>> = {
  Namespace: namespace,
  Ingress: ingress,
  Endpoints: endpoints,
  EndpointSlice: endpoints,
  NetworkPolicy: networkPolicy,
  PersistentVolume: volume,
  PodDisruptionBudget: disruptionBudget,
  ResourceQuota: quota,
  MutatingWebhookConfiguration: webhooks,
  ValidatingWebhookConfiguration: webhooks,
  APIService: apiService,
  CertificateSigningRequest: signingRequest,
  CustomResourceDefinition: definition,
  Secret: keys,
  ConfigMap: keys,
  Role: role,
  ClusterRole: role,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  ServiceAccount: account,
  StorageClass: mereObject("provisioner", "volumeBindingMode"),
  IngressClass: mereObject("spec.controller"),
  PriorityClass: mereObject("value"),
  RuntimeClass: mereObject("handler"),
  LimitRange: mereObject(),
  CSIDriver: mereObject(),
};
