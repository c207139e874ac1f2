import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import type { Situation } from "../../../src/core/planner/situation.ts";

/** A situation as a conversation makes it, from a question and what commands printed. */
export function situationOf(
  question: string,
  outputs: Readonly<Record<string, string>> = {},
  more: Partial<Situation> = {},
): Situation {
  const evidence = Object.entries(outputs).map(([command, stdout]) => {
    const parsed = parseCommand(command);
    return {
      command,
      parsed: parsed.ok ? parsed.command : null,
      stdout,
      stderr: "",
      exitCode: 0,
      origin: "executed" as const,
      namespace: "shop",
    };
  });
  const view = observe(evidence);
  return {
    question,
    earlierQuestions: [],
    view,
    newEvidenceFrom: 0,
    diagnosis: diagnose(view),
    namespace: "shop",
    namespaceGiven: true,
    suggested: [],
    rejections: [],
    answered: Object.keys(outputs),
    ...more,
  };
}

/** A pod whose image cannot be pulled: the rules know the cause. */
export const badImage = {
  "kubectl get pods -n shop": `NAME                     READY   STATUS             RESTARTS   AGE
cart-7d9c5b6f4-x2lmn     0/1     ImagePullBackOff   0          5m
catalog-6b8d5f7c9-qwert  1/1     Running            0          3d`,
  "kubectl describe pod cart-7d9c5b6f4-x2lmn -n shop": `Name:             cart-7d9c5b6f4-x2lmn
Namespace:        shop
Status:           Pending
Containers:
  cart:
    Image:          registry.example/cart:v9
    State:          Waiting
      Reason:       ImagePullBackOff
    Ready:          False
    Restart Count:  0
Events:
  Type     Reason   Age   From     Message
  ----     ------   ----  ----     -------
  Warning  Failed   4m    kubelet  Failed to pull image "registry.example/cart:v9": manifest for registry.example/cart:v9 not found: manifest unknown
  Warning  Failed   4m    kubelet  Error: ErrImagePull`,
};

/** A log that complains in words that no rule knows. */
export const oddLog = {
  "kubectl logs deploy/ledger -n shop": `2026-05-01T10:00:00Z INFO starting ledger 3.2
2026-05-01T10:00:01Z INFO quorum of the abacus ring is 3
2026-05-01T10:00:02Z WARN abacus ring lost bead 7, sums will drift
2026-05-01T10:00:03Z INFO serving`,
};
