import type { ClusterView } from "../../../evidence/observed.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { list, suggest } from "../../objects/reads.ts";
import { errorRule } from "./error-rule.ts";

export const noMetrics = errorRule(
  {
    code: "metrics-unavailable",
    title: "Metrics not available",
    about:
      "`kubectl top` and autoscalers need metrics-server (metrics.k8s.io), and it is not installed or does not answer.",
    explains: ["autoscaler-without-metrics"],
  },
  ["metrics-unavailable"],
  (error, view) =>
    isMeasured(view)
      ? undefined
      : {
          summary: `The cluster has no resource metrics (${error.message.slice(0, 140)}): metrics-server is not installed or does not answer.`,
          severity: "info",
          next: [
            ...list("apiservices", undefined, "Shows whether v1beta1.metrics.k8s.io is available."),
            ...suggest(
              ["get", "pods", "-n", "kube-system", "-l", "k8s-app=metrics-server"],
              "Shows whether metrics-server runs.",
            ),
          ],
        },
);

/** `kubectl top` printed values, or the API says that it is available: the error was of another time. */
const isMeasured = (view: ClusterView): boolean =>
  view.of("NodeMetrics").length > 0 ||
  view.of("PodMetrics").length > 0 ||
  view
    .of("APIService")
    .some(
      ({ ref, printed, fields }) =>
        /^v1(?:beta1)?\.metrics\.k8s\.io$/.test(ref.name) &&
        (/^True/.test(printed.get("AVAILABLE")?.value ?? "") ||
          listAt(fields, "status", "conditions").some(
            (one) => textAt(one, "type") === "Available" && textAt(one, "status") === "True",
          )),
    );
