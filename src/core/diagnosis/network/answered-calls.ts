import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";
import type { PodReading } from "../workloads/pods.ts";
import type { Listener } from "./listeners.ts";

const refused =
  /refused|timed? ?out|can't connect|cannot connect|could not|couldn't|no route|bad address|unreachable|reset by peer|not resolve|error:|command terminated/i;

/** The ports of pods that answered a call made to their own addresses: `exec shell -- wget -qO- 10.1.2.3:8080`. */
export const answeredOn = (view: ClusterView, pods: readonly PodReading[]): readonly Listener[] => {
  const addresses = new Set(
    pods.map((pod) => textAt(pod.object?.fields, "status", "podIP")).filter((one) => one !== ""),
  );
  if (addresses.size === 0) return [];
  return view.evidence.flatMap((piece): readonly Listener[] => {
    if (!/\b(?:curl|wget|nc|http|telnet)\b/.test(piece.command) || refused.test(`${piece.stdout}${piece.stderr}`))
      return [];
    if ((piece.exitCode ?? 0) !== 0) return [];
    const called = [...piece.command.matchAll(/\b(\d{1,3}(?:\.\d{1,3}){3})[: ](\d{2,5})\b/g)];
    const [line] = linesOf(piece);
    return line === undefined
      ? []
      : called.flatMap(([, address, port]) =>
          addresses.has(address!) ? [{ port: port!, protocol: "TCP", line, host: "" }] : [],
        );
  });
};
