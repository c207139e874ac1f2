import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { labelsOf } from "../objects/relations.ts";

/** A delivery tool that sets an object back to what git says, whoever changes it. */
export type Keeper = {
  readonly by: ObservedObject;
  /** `Argo CD`. */
  readonly tool: string;
  /** How it does so, after its name. */
  readonly way: string;
  readonly line: Line;
  /** Where a change belongs. */
  readonly mend: string;
};

/** The Argo CD Application or the object of Flux that keeps a workload as it is in git; undefined where it does not correct changes. */
export const keeperOf = (view: ClusterView, workload: ObservedObject): Keeper | undefined =>
  argo(view, workload) ?? flux(view, workload) ?? helm(view, workload);

/** That a workload is kept by a delivery tool whose object was not shown, as its own marks tell. */
export type Mark = { readonly tool: string; readonly resource: string; readonly name: string; readonly line: Line };

export const markOf = (workload: ObservedObject): Mark | undefined => {
  const labels = labelsOf(workload);
  const tracked = entriesAt(workload.fields, "metadata", "annotations").get(tracking);
  const application = tracked?.split(":")[0]?.split("_").at(-1) || labels.get("argocd.argoproj.io/instance");
  const applied = labels.get("kustomize.toolkit.fluxcd.io/name");
  const key = tracked === undefined ? "labels" : "annotations";
  const line = workload.cite("metadata", key, ...(tracked === undefined ? [] : [tracking]));
  if (application) return { tool: "Argo CD", resource: "applications.argoproj.io", name: application, line };
  return applied === undefined
    ? undefined
    : { tool: "Flux", resource: "kustomizations.kustomize.toolkit.fluxcd.io", name: applied, line };
};

const tracking = "argocd.argoproj.io/tracking-id";

const argo = (view: ClusterView, workload: ObservedObject): Keeper | undefined => {
  const by = view.of("Application").find((one) => isOfApplication(one, workload));
  if (by === undefined || textAt(by.fields, "spec", "syncPolicy", "automated", "selfHeal") !== "true") return undefined;
  const source = ["spec", "source"] as const;
  const path = textAt(by.fields, ...source, "path") || textAt(by.fields, ...source, "chart");
  const place = [path, textAt(by.fields, ...source, "repoURL")].filter((one) => one !== "").join(" of ");
  return {
    by,
    tool: "Argo CD",
    way: `${nameOf(by.ref)} syncs automatically with selfHeal: true and sets each change back to what git says within seconds`,
    line: by.cite("spec", "syncPolicy", "automated", "selfHeal"),
    mend: `Make the change in git${place === "" ? "" : ` (${place})`}; where the number of replicas is to be free, take it out of the manifest or let the Application ignore it (ignoreDifferences, /spec/replicas, with RespectIgnoreDifferences).`,
  };
};

/** By its tracking annotation, by the resources that the Application lists, else by the label of its name. */
const isOfApplication = (application: ObservedObject, { ref, fields }: ObservedObject): boolean => {
  const tracked = entriesAt(fields, "metadata", "annotations").get(tracking);
  const { name } = application.ref;
  if (tracked !== undefined) return tracked.split(":")[0]?.split("_").at(-1) === name;
  const resources = listAt(application.fields, "status", "resources");
  if (resources.length > 0)
    return resources.some(
      (one) =>
        textAt(one, "kind") === ref.kind &&
        textAt(one, "name") === ref.name &&
        textAt(one, "namespace") === (ref.namespace ?? ""),
    );
  const labels = entriesAt(fields, "metadata", "labels");
  return (labels.get("argocd.argoproj.io/instance") ?? labels.get("app.kubernetes.io/instance")) === name;
};

/** What Flux applied it applies again at each interval, unless the object or the Kustomization is told otherwise. */
const flux = (view: ClusterView, workload: ObservedObject): Keeper | undefined => {
  const by = labelled(view, workload, "Kustomization", "kustomize.toolkit.fluxcd.io");
  const told = entriesAt(workload.fields, "metadata", "annotations");
  const isLeft =
    told.get("kustomize.toolkit.fluxcd.io/reconcile") === "disabled" ||
    told.get("kustomize.toolkit.fluxcd.io/ssa") !== undefined;
  if (by === undefined || isLeft || isSuspended(by)) return undefined;
  const interval = textAt(by.fields, "spec", "interval");
  return {
    by,
    tool: "Flux",
    way: `${nameOf(by.ref)} applies what git says again at each reconciliation${interval === "" ? "" : ` (every ${interval})`}`,
    line: by.cite("spec", "interval"),
    mend: `Make the change in git (${textAt(by.fields, "spec", "path") || "the path of the Kustomization"}); where the number of replicas is to be free, take it out of the manifest.`,
  };
};

/** Helm looks at the release alone, unless drift is to be corrected. */
const helm = (view: ClusterView, workload: ObservedObject): Keeper | undefined => {
  const by = labelled(view, workload, "HelmRelease", "helm.toolkit.fluxcd.io");
  if (by === undefined || isSuspended(by) || textAt(by.fields, "spec", "driftDetection", "mode") !== "enabled")
    return undefined;
  return {
    by,
    tool: "Flux",
    way: `${nameOf(by.ref)} has driftDetection.mode enabled and sets each change back to what the chart says`,
    line: by.cite("spec", "driftDetection", "mode"),
    mend: "Change the values of the HelmRelease in git; where the number of replicas is to be free, let driftDetection.ignore leave /spec/replicas out.",
  };
};

const labelled = (view: ClusterView, workload: ObservedObject, kind: string, prefix: string) => {
  const labels = labelsOf(workload);
  const name = labels.get(`${prefix}/name`);
  const namespace = labels.get(`${prefix}/namespace`);
  return name === undefined
    ? undefined
    : view.of(kind).find(({ ref }) => ref.name === name && (namespace === undefined || ref.namespace === namespace));
};

const isSuspended = ({ fields, printed }: ObservedObject): boolean =>
  textAt(fields, "spec", "suspend") === "true" || printed.get("SUSPENDED")?.value === "True";
