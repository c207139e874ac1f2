import type { ClusterView } from "../../evidence/observed.ts";
import { complaintsOf } from "../complaints.ts";
import { type ContainerReading, citeContainer, isWell } from "../containers.ts";
import { type Crash, crashes } from "../crashes.ts";
import { type Draft, defineRule, type RuleText } from "../define-rule.ts";
import { exitMeaning } from "../exit-code.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, fixWith, rollBack, verifyRollout } from "../fixes.ts";
import { memo } from "../memo.ts";
import { nameOf } from "../name-object.ts";
import type { PodReading } from "../pods.ts";
import { doubled } from "../quantity.ts";
import { describe, inNamespace, logs, resourceOf, suggest } from "../reads.ts";
import { relatedToPod, workloadOf } from "../relations.ts";
import { saidIn } from "../said-in-line.ts";
import { servedBy } from "../sidecar.ts";
import { podSymptoms } from "../symptoms.ts";
import { verticalOf } from "../vertical-limit.ts";

const timesOf = (pod: PodReading, container: ContainerReading | undefined): string => {
  const count = container?.restarts ?? pod.restarts;
  return count > 0 ? ` (${count} restart${count > 1 ? "s" : ""})` : "";
};

const whose = ({ pod, container }: Crash): string =>
  container ? `${roleOf(pod, container)} ${container.name} of ${nameOf(pod.ref)}` : nameOf(pod.ref);

const roleOf = (pod: PodReading, container: ContainerReading): string =>
  container.init && !(container.running && pod.containers.some((one) => !one.init && one.running))
    ? "Init container"
    : servedBy(container, pod.containers)
      ? "Sidecar container"
      : "Container";

/** That the others of its pod are well, where one of several ends. */
const beside = ({ pod, container }: Crash): string => {
  const well = pod.containers.filter((one) => !one.init && one !== container && isWell(one));
  return container && well.length > 0
    ? `; ${well.map((one) => one.name).join(" and ")} in the same pod run${well.length > 1 ? "" : "s"} without restarts`
    : "";
};

const endLines = ({ pod, container, isLast }: Crash) => {
  if (!pod.object || !container) return [pod.line];
  const path = isLast ? ["lastState", "terminated"] : ["state", "terminated"];
  return [
    citeContainer(pod.object, container, ...path, "reason"),
    citeContainer(pod.object, container, ...path, "exitCode"),
    container.waiting ? citeContainer(pod.object, container, "state", "waiting", "reason") : undefined,
    pod.line,
  ];
};

const backOffs = memo((view) => {
  const told = complaintsOf(view)
    .flat()
    .filter((one) => one.reason === "BackOff" && /restarting failed/.test(one.text));
  return new Map(told.map((one) => [one.pod, one.line]));
});

const draftOf = (view: ClusterView, crash: Crash, summary: string): Draft => ({
  object: crash.pod.ref,
  summary: `${summary}${beside(crash)}.`,
  evidence: [...endLines(crash), backOffs(view).get(crash.pod)],
  related: relatedToPod(view, crash.pod.ref),
  next: seeLogs(crash),
});

/** Which of its init containers fails, a table does not say. */
const isUnnamedInit = ({ pod, container }: Crash) => container === undefined && pod.status.startsWith("Init:");

const seeLogs = (crash: Crash) =>
  isUnnamedInit(crash)
    ? describe(crash.pod.ref, "Shows which init container fails, and how it ended.")
    : seeLogsOf(crash);

const seeLogsOf = ({ pod, container, end }: Crash) => [
  ...logs(pod.ref, "Shows what the container said before it ended.", {
    container: container?.name,
    previous: pod.status !== "Error" && (pod.restarts > 0 || end !== undefined),
  }),
  ...(container ? [] : describe(pod.ref, "Shows the exit code and the last state of its containers.")),
];

const crashRule = (text: Omit<RuleText, "reads">, draft: (view: ClusterView, crash: Crash) => Draft): Rule =>
  defineRule({ ...text, reads: ["Pod", "events"] }, (view) =>
    crashes(view)
      .filter((one) => one.code === text.code)
      .map((one) => draft(view, one)),
  );

const memoryFix = (view: ClusterView, { pod, container }: Crash) => {
  const workload = workloadOf(view, pod.ref);
  const limit = doubled(container?.memoryLimit ?? "");
  const commands =
    limit && container && ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
      ? suggest(
          [
            "set",
            "resources",
            `${resourceOf(workload.kind)}/${workload.name}`,
            ...inNamespace(workload),
            "-c",
            container.name,
            `--limits=memory=${limit}`,
          ],
          `Doubles the memory limit to ${limit}; set what the application really needs.`,
        )
      : [];
  return fixWith(
    "Raise the memory limit to what the application needs, or make it use less.",
    commands,
    verifyRollout(view, pod.ref),
  );
};

const oomKilled = crashRule(
  {
    code: "oom-killed",
    title: "Container killed for memory",
    about:
      "The container used more memory than its limit, and the kernel killed it (exit code 137). Without a limit of its own, it was the node that ran out.",
    explains: [
      "crash-loop",
      "container-killed",
      "frequent-restarts",
      "readiness-probe-failing",
      "liveness-probe-failing",
      ...podSymptoms,
    ],
  },
  (view, crash) => {
    const limit = crash.container?.memoryLimit;
    const code = crash.end?.exitCode;
    const vertical = verticalOf(view, crash);
    return {
      ...draftOf(
        view,
        crash,
        `${whose(crash)} was OOMKilled${code ? ` (exit code ${code})` : ""}: it used more memory than ${limit ? `its memory limit of ${limit}` : "it may (out of memory)"}${vertical?.note ?? ""}${timesOf(crash.pod, crash.container)}`,
      ),
      evidence: [
        ...endLines(crash),
        crash.pod.object && crash.container && limit
          ? crash.pod.object.cite(
              "spec",
              crash.container.init ? "initContainers" : "containers",
              crash.container.name,
              "resources",
              "limits",
              "memory",
            )
          : undefined,
        vertical?.line,
      ],
      related: [...relatedToPod(view, crash.pod.ref), ...(vertical ? [vertical.ref] : [])],
      next: [
        ...(vertical ? describe(vertical.ref, "Shows what it recommends, and up to which maxAllowed.") : []),
        ...describe(crash.pod.ref, "Shows its limit and the last state."),
        ...suggest(
          ["top", "pod", crash.pod.ref.name, ...inNamespace(crash.pod.ref), "--containers"],
          "Shows how much memory it uses now.",
        ),
      ],
      fix: vertical
        ? fixByHand(
            `Raise maxAllowed of ${nameOf(vertical.ref)}; what the workload itself states is overwritten.`,
            verifyRollout(view, crash.pod.ref),
          )
        : memoryFix(view, crash),
    };
  },
);

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
