import type { ClusterView } from "../../evidence/observed.ts";

/** Whether what kubectl printed ends with a drain that is done: it tries each eviction again until the budget allows it. */
export const wasDrained = (view: ClusterView, evidence: number): boolean => {
  const { stdout = "", stderr = "" } = view.evidence[evidence] ?? {};
  return /^node\/\S{1,253} (?:drained|evicted)\s*$/m.test(`${stdout}\n${stderr}`);
};
