import type { Row } from "./cases.ts";
import { at, log, pods, times } from "./printed-logs.ts";

const code = "log-errors-ordinary";

const worker = "ocr-5f6d7c8b9-mm4tq";
const gpuLines = at("07:00:00", 2, [
  "% E external/local_xla/xla/stream_executor/cuda/cuda_driver.cc:152] failed call to cuInit: INTERNAL: CUDA error: Failed call to cuInit: UNKNOWN ERROR (303)",
  "% W tensorflow/compiler/tf2tensorrt/utils/py_utils.cc:38] TF-TRT Warning: Could not find TensorRT",
  ...times(6, "% INFO ocr page done ms=312"),
]);

/** What runtimes say of a device that is not there. */
export const ordinaryRuntimes: readonly Row[] = [
  {
    code,
    name: "TensorFlow without a GPU, which nobody asked for",
    question: "ocr-5f6d7c8b9-mm4tq (docs) logs errors at start: failed call to cuInit. Is it broken?",
    outputs: [log(worker, "docs", gpuLines), pods("docs", `${worker} 1/1 Running 0 3h`)],
    says: /use the CPU/,
  },
  {
    code,
    name: "TensorFlow without the GPU that its pod has asked for",
    question: "ocr-5f6d7c8b9-mm4tq (docs) logs errors at start: failed call to cuInit. Is it broken?",
    outputs: [
      log(worker, "docs", gpuLines),
      pods("docs", `${worker} 1/1 Running 0 3h`),
      [
        `kubectl get pod ${worker} -n docs -o jsonpath='{.spec.containers[0].resources}'`,
        '{"limits":{"nvidia.com/gpu":"1"}}',
      ],
    ],
  },
];
