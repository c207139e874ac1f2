import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand, fixWith, rollBack, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import type { Rule } from "../../finding.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { nameOf } from "../../objects/name-object.ts";
import { workloadOf } from "../../objects/relations.ts";
import type { Crash } from "../../workloads/crashes.ts";
import { exitMeaning } from "../../workloads/exit-code.ts";

import { backOffs, crashRule, draftOf, endLines, timesOf, whose } from "./crash-drafts.ts";
import { oomKilled } from "./out-of-memory.ts";

const killed = crashRule(
  {
    code: "container-killed",
    title: "Container killed by a signal",
    about:
      "Something ended the container from outside: exit code 137 is SIGKILL, 143 SIGTERM. A failing liveness probe does that, a node that shuts down, or the kernel for lack of memory.",
    explains: ["frequent-restarts", "readiness-probe-failing", ...podSymptoms],
  },
  (view, crash) =>
    draftOf(
      view,
      crash,
      `${whose(crash)} was killed from outside with exit code ${crash.end?.exitCode} (${exitMeaning(crash.end?.exitCode)})${timesOf(crash.pod, crash.container)}`,
    ),
);

const programFault = crashRule(
  {
    code: "program-fault",
    title: "Program ends by a fault of its own",
    about:
      "The program touched memory that is not its own (SIGSEGV), aborted (SIGABRT) or executed an instruction the processor does not know (SIGILL).",
    explains: ["frequent-restarts", "readiness-probe-failing", ...podSymptoms],
  },
  (view, crash) =>
    draftOf(
      view,
      crash,
      `${whose(crash)} ends by a fault of the program: exit code ${crash.end?.exitCode} (${exitMeaning(crash.end?.exitCode)})${timesOf(crash.pod, crash.container)}`,
    ),
);

/** With what the log of a container ends that was done. */
const lastWords = (view: ClusterView, { pod }: Crash) => {
  const line = view
    .logsOf(pod.ref)
    .flatMap((log) => log.tail)
    .findLast((one) => one.text.trim() !== "");
  return line && { line, note: `; its log ends with "${saidIn(line.text).slice(0, 80)}"` };
};

/** What starts the container anew, with the policy that all its pods have. */
const kindOf = (view: ClusterView, { pod }: Crash): string => {
  const { kind } = workloadOf(view, pod.ref);
  return kind === "Pod" ? "its restartPolicy (Always)" : `a ${kind} (restartPolicy Always)`;
};

const exits = crashRule(
  {
    code: "container-exits",
    title: "Container ends although it should stay",
    about:
      "The container ends with exit code 0 and is restarted, again and again: its command is done. A server was started in the background, or this work belongs into a Job.",
    explains: ["frequent-restarts", "readiness-probe-failing", ...podSymptoms],
  },
  (view, crash) => ({
    ...draftOf(
      view,
      crash,
      `${whose(crash)} ends by itself with exit code 0 (Completed) and is restarted again and again${timesOf(crash.pod, crash.container)}: its command is done or does not stay in the foreground, and ${kindOf(view, crash)} starts it anew each time; work that runs once belongs into a Job or CronJob, a server into the foreground${lastWords(view, crash)?.note ?? ""}`,
    ),
    evidence: [...endLines(crash), backOffs(view).get(crash.pod), lastWords(view, crash)?.line],
    fix: fixByHand(
      "Run the server in the foreground, or make a Job of work that ends.",
      verifyRollout(view, crash.pod.ref),
    ),
  }),
);

const crashLoop = crashRule(
  {
    code: "crash-loop",
    title: "Container crashes again and again",
    about:
      "The container ends with an error soon after each start, and the kubelet waits longer before each new start. The cause stands in the log of the run before.",
    explains: ["frequent-restarts", "readiness-probe-failing", ...podSymptoms],
  },
  (view, crash) => {
    const code = crash.end?.exitCode;
    const how =
      code === undefined ? "" : ` with exit code ${code}${exitMeaning(code) ? ` (${exitMeaning(code)})` : ""}`;
    const loops = crash.pod.status.includes("CrashLoop") || (crash.container?.restarts ?? crash.pod.restarts) > 0;
    const message = crash.end?.message ? `: ${crash.end.message.trim().slice(0, 160)}` : "";
    return {
      ...draftOf(
        view,
        crash,
        `${whose(crash)} ${loops ? "crashes again and again" : "failed"}${how}${crash.pod.status ? `, STATUS ${crash.pod.status}` : ""}${timesOf(crash.pod, crash.container)}${message}`,
      ),
      fix:
        rollBack(view, crash.pod.ref).length > 0
          ? fixWith(
              "Find the cause in its log; until then the last revision can run.",
              rollBack(view, crash.pod.ref),
              verifyRollout(view, crash.pod.ref),
            )
          : null,
    };
  },
);

const initFailing = crashRule(
  {
    code: "init-container-failing",
    title: "Init container fails",
    about: "An init container ends with an error, so that the containers of the pod never start.",
    explains: podSymptoms,
  },
  (view, crash) => {
    const code = crash.end?.exitCode;
    return draftOf(
      view,
      crash,
      `${crash.container ? `Init container ${crash.container.name}` : "An init container"} of ${nameOf(crash.pod.ref)} fails${code === undefined ? "" : ` with exit code ${code}${exitMeaning(code) ? ` (${exitMeaning(code)})` : ""}`}, so its containers never start${timesOf(crash.pod, crash.container)}`,
    );
  },
);

/** How containers end, and what that means. */
export const crashRules: readonly Rule[] = [oomKilled, killed, programFault, exits, crashLoop, initFailing];
