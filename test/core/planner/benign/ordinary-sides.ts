import type { Row } from "./cases.ts";
import { at, log, pods, times } from "./printed-logs.ts";

const code = "log-errors-ordinary";

const worker = "ocr-5f6d7c8b9-mm4tq";

/** What is lost beside the work: traces that are not exported. */
export const ordinarySides: readonly Row[] = [
  {
    code,
    name: "traces that are not exported, and work that goes on",
    question: "ocr-5f6d7c8b9-mm4tq (docs) writes an error every ten seconds into its log. Do documents get lost?",
    outputs: [
      log(
        worker,
        "docs",
        at(
          "07:00:00",
          2,
          times(
            6,
            "% INFO ocr page done ms=312",
            "% ERROR opentelemetry.exporter.otlp: Failed to export traces to otel-collector:4317, error code: StatusCode.UNAVAILABLE",
            "% INFO ocr page done ms=290",
          ),
        ),
      ),
      pods("docs", `${worker} 1/1 Running 0 3h`),
    ],
    says: /observation of the service and not its work/,
  },
  {
    code,
    name: "traces that are not exported, and traces are what is missed",
    question: "ocr-5f6d7c8b9-mm4tq (docs) logs errors and no traces of it arrive in Tempo. Is it broken?",
    outputs: [
      log(
        worker,
        "docs",
        at(
          "07:00:00",
          2,
          times(
            6,
            "% INFO ocr page done ms=312",
            "% ERROR opentelemetry.exporter.otlp: Failed to export traces to otel-collector:4317, error code: StatusCode.UNAVAILABLE",
            "% INFO ocr page done ms=290",
          ),
        ),
      ),
      pods("docs", `${worker} 1/1 Running 0 3h`),
    ],
  },
];
