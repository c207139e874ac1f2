import type { Line } from "../../../evidence/evidence.ts";
import type { LogTemplate } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { pathInLine } from "../../logs/path-in-line.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { mountOver, type SpecContainer, securityOf, writersOf } from "../../workloads/pod-specs.ts";

/** What a security context forbids: the field that does, what is said of it, and what would be right. */
type Fault = { readonly line: Line; readonly said: string; readonly mend: string };

const isRefused =
  /permission denied|operation not permitted|\bEACCES\b|\bEPERM\b|AccessDenied|UnauthorizedAccess|must be root|requires root|not running as root|bad system call|SIGSYS|no new privileges|effective uid is not 0|(?:is )?not writ(?:e)?able|read-only directory/i;

const capabilitiesIn = (container: SpecContainer, list: "add" | "drop"): readonly string[] =>
  listAt(container.spec, "securityContext", "capabilities", list).map((one) => String(one).replace(/^CAP_/, ""));

const isPrivileged = (container: SpecContainer): boolean => securityOf(container, "privileged")?.value === "true";

/** The user that the specification names; undefined where it leaves that to the image. */
const userOf = (container: SpecContainer) => {
  const user = securityOf(container, "runAsUser");
  if (user !== undefined) return user.value === "0" ? undefined : { said: `runAsUser ${user.value}`, line: user.line };
  const nonRoot = securityOf(container, "runAsNonRoot");
  return nonRoot?.value === "true" ? { said: "runAsNonRoot: true", line: nonRoot.line } : undefined;
};

/** Ports below 1024 are for root, or for who has NET_BIND_SERVICE. */
const privilegedPort = (container: SpecContainer, text: string): Fault | undefined => {
  const port = /\bbind|\blisten/i.test(text)
    ? /(?:[\s:.\]]|port[ =])(\d{1,4})(?![\d.]|:\d|-)/.exec(
        text.replaceAll(
          /\d{4}[-/]\d\d[-/]\d\d\S*|\d\d:\d\d:\d\d\S*|\[\w+\] \d+#\d+:|\[Errno \d+\]|\(\d+\)|\(\d+: |\d+(?:\.\d+){3}/g,
          "",
        ),
      )?.[1]
    : undefined;
  if (port === undefined || Number(port) === 0 || Number(port) > 1023) return undefined;
  const user = userOf(container);
  const dropped = droppedLine(container, "NET_BIND_SERVICE");
  const line = user?.line ?? dropped;
  if (line === undefined) return undefined;
  const why = [user?.said, dropped && "the capability NET_BIND_SERVICE dropped"].filter(Boolean).join(" and ");
  return {
    line,
    said: `has ${why}, and ports below 1024 are for root with that capability: it may not bind port ${port}`,
    mend: `Let the program listen on a port above 1023 (and targetPort follow it), or set the sysctl net.ipv4.ip_unprivileged_port_start to ${port}.`,
  };
};

/** The line of `drop`, where a capability is dropped and not added again. */
const droppedLine = (container: SpecContainer, capability: string): Line | undefined => {
  const dropped = capabilitiesIn(container, "drop");
  const added = capabilitiesIn(container, "add");
  if (added.includes(capability) || added.includes("ALL")) return undefined;
  const index = dropped.findIndex((one) => one === "ALL" || one === capability);
  return index < 0 ? undefined : container.cite("securityContext", "capabilities", "drop", `${index}`);
};

type Need = { readonly capability: string; readonly pattern: RegExp; readonly isUsual: boolean };

/** What programs do that needs a capability; those that are usual are given to every container that runs as root. */
const needs: readonly Need[] = [
  { capability: "CHOWN", isUsual: true, pattern: /\bl?f?chown\b|changing ownership/i },
  { capability: "SETGID", isUsual: true, pattern: /setgroups|initgroups|setgid|setresgid/i },
  {
    capability: "SETUID",
    isUsual: true,
    pattern: /setuid|setresuid|seteuid|su-exec|gosu\b|switch(?:ing)? (?:to )?user/i,
  },
  { capability: "SYS_CHROOT", isUsual: true, pattern: /\bchroot\b/i },
  { capability: "NET_RAW", isUsual: true, pattern: /\bping\b|raw socket|SOCK_RAW|\bicmp\b/i },
  {
    capability: "NET_ADMIN",
    isUsual: false,
    pattern:
      /iptables|nftables|\bnft\b|RTNETLINK|\/dev\/net\/tun|TUNSETIFF|netlink|ip6?tables|setsockopt[^\n]{0,40}MARK|(?:add|set)(?:ting)? (?:route|interface)/i,
  },
  { capability: "IPC_LOCK", isUsual: false, pattern: /\bmlock(?:all)?\b|lock memory|memory lock/i },
  { capability: "SYS_PTRACE", isUsual: false, pattern: /\bptrace\b|attach to (?:process|pid)/i },
  { capability: "SYS_NICE", isUsual: false, pattern: /setpriority|sched_set|mbind|set_mempolicy|\brenice\b/i },
  { capability: "SYS_TIME", isUsual: false, pattern: /settimeofday|adjtimex|clock_settime/i },
  { capability: "SYS_RESOURCE", isUsual: false, pattern: /setrlimit|RLIMIT_\w+|ulimit/i },
  {
    capability: "SYS_ADMIN",
    isUsual: false,
    pattern: /\bmount(?:ing)?\b(?! path)|\bunshare\b|\bsetns\b|\bsysctl\b|\/proc\/sys\//i,
  },
];

const missingCapability = (container: SpecContainer, text: string): Fault | undefined => {
  const need = needs.find(({ pattern }) => pattern.test(text));
  if (need === undefined) return undefined;
  const { capability, isUsual } = need;
  const mend = `Add ${capability} to securityContext.capabilities.add, or let the program do without.`;
  const dropped = droppedLine(container, capability);
  if (dropped !== undefined)
    return {
      line: dropped,
      said: `has the capability ${capability} dropped (capabilities.drop), which this needs`,
      mend,
    };
  const user = userOf(container);
  if (user !== undefined && capability !== "NET_RAW")
    return {
      line: user.line,
      said: `has ${user.said}, and a user other than root has no ${capability}, which this needs`,
      mend: "Let an init container that runs as root do this, or leave it out.",
    };
  if (isUsual || capabilitiesIn(container, "add").some((one) => one === capability || one === "ALL")) return undefined;
  return { line: container.cite("securityContext"), said: `adds no capability ${capability}, which this needs`, mend };
};

const filtered =
  /bad system call|SIGSYS|\bunshare\b|io_uring|\bkeyctl\b|\bclone3?\b|userfaultfd|perf_event_open|(?:new|user) namespace|\bbpf\b|personality\b/i;

/** System calls that the profile of seccomp leaves out. */
const seccomp = (container: SpecContainer, text: string): Fault | undefined => {
  const call = filtered.exec(text);
  const own = at(container.spec, "securityContext", "seccompProfile");
  const type = textAt(own ?? at(container.pod.spec, "securityContext", "seccompProfile"), "type");
  if (call === null || type === "" || type === "Unconfined") return undefined;
  const owner = own === undefined ? container.pod : container;
  return {
    line: owner.cite("securityContext", "seccompProfile", "type"),
    said: `has seccompProfile ${type}, which does not allow the system call behind this (${call[0]})`,
    mend: "Use a Localhost profile that allows this call, or let the program do without it.",
  };
};

const escalation = (container: SpecContainer, text: string): Fault | undefined => {
  const setting = securityOf(container, "allowPrivilegeEscalation");
  if (setting?.value !== "false" || !/no new privileges|effective uid is not 0|\bsudo\b/i.test(text)) return undefined;
  return {
    line: setting.line,
    said: "has allowPrivilegeEscalation: false, under which sudo and setuid programs gain nothing",
    mend: "Run the program without sudo, under a user that may do what it needs.",
  };
};

const isWrite = /creat|mkdir|writ|append|lock|save|initiali[sz]/i;

/** A file that is named without its directory lies where the program keeps its data: in the one volume of storage that it has. */
const onlyStorage = (container: SpecContainer, text: string): string | undefined => {
  if (!isWrite.test(text) && !/\bopen(?:ing)?\b/i.test(text)) return undefined;
  const paths = listAt(container.spec, "volumeMounts")
    .map((mount) => textAt(mount, "mountPath"))
    .filter((path) => {
      const volume = mountOver(container, path)?.volume;
      return ["persistentVolumeClaim", "csi", "nfs", "hostPath", "ephemeral"].some(
        (kind) => at(volume, kind) !== undefined,
      );
    });
  return paths.length === 1 ? paths[0] : undefined;
};

/** A path that belongs to root, of a user who is not root: on a volume that nothing hands over to it, or in the image. */
const foreignPath = (container: SpecContainer, text: string): Fault | undefined => {
  const user = userOf(container);
  const path = pathInLine(text) ?? onlyStorage(container, text);
  if (path === undefined || user === undefined || path.startsWith("/dev/")) return undefined;
  const over = mountOver(container, path);
  if (textAt(over?.mount, "readOnly") === "true" && isWrite.test(text)) return undefined;
  if (over === undefined)
    return {
      line: user.line,
      said: `has ${user.said}, and ${path} is in no volume, so that it belongs to the user of the image (mostly root)`,
      mend: `Mount a volume where it writes, or give the path to this user in the image.`,
    };
  const group = securityOf(container, "fsGroup");
  const { volume, name, mountPath } = over;
  const mode = textAt(volume, "secret", "defaultMode") || textAt(volume, "projected", "defaultMode");
  if (mode !== "" && group === undefined && (Number(mode) & 0o004) === 0)
    return {
      line: container.pod.cite("volumes", name, "secret", "defaultMode"),
      said: `has ${user.said} and no fsGroup, and volume "${name}" at ${mountPath} has defaultMode 0${Number(mode).toString(8)}, which lets only root read its files`,
      mend: "Set fsGroup, or a defaultMode that others may read (0444).",
    };
  if (at(volume, "hostPath") !== undefined)
    return {
      line: container.pod.cite("volumes", name, "hostPath", "path"),
      said: `has ${user.said}, and volume "${name}" at ${mountPath} is a hostPath, whose owner fsGroup does not change`,
      mend: "Give the directory on the node to that user, for instance in an init container that runs as root.",
    };
  const isStorage = ["persistentVolumeClaim", "csi", "nfs", "ephemeral"].some((kind) => at(volume, kind) !== undefined);
  const isUnknown = volume === undefined;
  if (group !== undefined || !(isStorage || isUnknown)) return undefined;
  return {
    line: user.line,
    said: `has ${user.said} and no fsGroup, so that volume "${name}" at ${mountPath} stays with its owner (mostly root) and this user may not write to it`,
    mend: "Set securityContext.fsGroup of the pod to the group of that user.",
  };
};

const faultOf = (container: SpecContainer, text: string): Fault | undefined => {
  if (isPrivileged(container)) return undefined;
  for (const look of [privilegedPort, escalation, seccomp, missingCapability, foreignPath]) {
    const fault = look(container, text);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const isLoud = ({ level }: LogTemplate): boolean => level !== "info" && level !== "debug";

const refused = defineRule(
  {
    code: "security-context-refuses",
    title: "Security context forbids what the program does",
    about:
      "The program is refused a file, a port or a system call, and its security context says why: a user other than root on a volume without fsGroup, a port below 1024, a capability that was dropped, a seccomp profile. The log says only that permission is denied.",
    reads: ["logs", "Pod", "Deployment", "StatefulSet"],
    explains: [
      "permission-denied",
      "no-temporary-directory",
      "file-missing",
      "key-material-unreadable",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const writers = log.health === "done" ? [] : writersOf(view, log);
      const said =
        writers.length === 0 ? [] : log.templates.filter((one) => isLoud(one) && isRefused.test(one.last.text));
      const found = said.flatMap((one) =>
        writers.flatMap((writer) => {
          const fault = faultOf(writer, one.last.text.slice(0, 2000));
          return fault ? [{ fault, writer, line: one.last }] : [];
        }),
      )[0];
      if (found === undefined) continue;
      const { fault, writer, line } = found;
      yield {
        object: log.object,
        severity: log.health === "failing" ? "critical" : "warning",
        confidence: "likely",
        summary: `Container ${writer.name} of ${nameOf(writer.pod.object.ref)} ${fault.said} (${saidIn(line.text).slice(0, 140)}).`,
        evidence: [fault.line, line],
        related: unique([writer.pod.object.ref, ...ownersOf(view, log.object)]),
        next: describe(writer.pod.object.ref, "Shows its security context, mounts and volumes."),
        fix: fixByHand(fault.mend, verifyRollout(view, log.object)),
      };
    }
  },
);

/** What a container may not do, by its own specification. */
export const securityContextRules: readonly Rule[] = [refused];
