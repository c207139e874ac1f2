import type { ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, fixWith, rollBack, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import type { Rule } from "../../finding.ts";
import { essence } from "../../logs/essence.ts";
import { nearest } from "../../network/service-of-host.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { type Recognised, type Variant, variantRules } from "../../variants.ts";
import { havingKeys, keysOf, ofVolume } from "../../workloads/mounted-keys.ts";
import { subPathVariant } from "../storage/sub-path.ts";

const explains = ["crash-loop", "volume-mount-timeout", ...podSymptoms];

const podOf = (seen: Recognised): ObjectRef => seen.complaint.pod.ref;
const space = (seen: Recognised): string => podOf(seen).namespace ?? "default";

/** How the missing object is used: as a volume when mounting fails, else as environment. */
const usedFor = (seen: Recognised): string => (seen.complaint.stage === "mount" ? "a volume" : "its environment");

const inContainer = (seen: Recognised): string => {
  const name = seen.complaint.container || seen.complaint.pod.containers.find((one) => one.waiting?.reason)?.name;
  return name ? ` (container ${name})` : "";
};

const missing = (kind: "ConfigMap" | "Secret", code: string, resource: string): Variant => ({
  code,
  title: `${kind} missing`,
  about: `The pod refers to a ${kind} that does not exist in its namespace. The container is created as soon as it exists; nothing has to be restarted. Usually a typo, another namespace, or a ${kind} that was never applied.`,
  explains,
  pattern: new RegExp(
    `(?:^|[^a-z])(?:${resource}|references non-existent ${resource}) "([^"]{1,253})" not found|${resource}s "([^"]{1,253})" not found`,
  ),
  subject: (seen) => seen.match[1] ?? seen.match[2] ?? "",
  summary: (seen) =>
    `${nameOf(podOf(seen))} cannot start: ${kind} "${seen.match[1] ?? seen.match[2]}", which it needs for ${usedFor(seen)}, does not exist in namespace ${space(seen)}${inContainer(seen)}${near(seen, kind, seen.match[1] ?? seen.match[2] ?? "")}.`,
  related: (seen) => [{ kind, namespace: space(seen), name: seen.match[1] ?? seen.match[2] ?? "" }],
  next: (seen) =>
    list(`${resource}s`, space(seen), `Shows which ${kind}s exist; the wanted one may be spelt differently.`),
  fix: (seen) =>
    fixWith(
      `Create ${kind} "${seen.match[1] ?? seen.match[2]}" in namespace ${space(seen)}, or correct the name in the pod template.`,
      rollBack(seen.view, podOf(seen)),
      verifyRollout(seen.view, podOf(seen)),
    ),
});

const missingKey = (kind: "ConfigMap" | "Secret", code: string): Variant => ({
  code,
  title: `Key missing in ${kind}`,
  about: `The ${kind} exists, and the key that the pod takes from it does not. The name of the key is misspelt, or the ${kind} was changed without the pod.`,
  explains,
  pattern: new RegExp(
    `couldn't find key (\\S{1,253}) in ${kind} (\\S{1,300})|references non-existent ${kind === "Secret" ? "secret" : "config"} key: (\\S{1,253})`,
  ),
  subject: (seen) => seen.match[1] ?? seen.match[3] ?? "",
  summary: (seen) =>
    `${nameOf(podOf(seen))} cannot start: ${kind}${seen.match[2] ? ` ${seen.match[2]}` : named(keyedOf(seen, kind)?.ref)} has no key "${wantedKey(seen)}"${inContainer(seen)}${havingKeys(keyedOf(seen, kind)?.keys)}.`,
  related: (seen) => [keyedOf(seen, kind)?.ref].filter((ref) => ref !== undefined),
  evidence: (seen) => [keyedOf(seen, kind)?.line],
  next: (seen) => {
    const name = (seen.match[2] ?? "").split("/").at(-1) ?? "";
    return name
      ? describe({ kind, namespace: space(seen), name }, `Shows which keys the ${kind} has.`)
      : list(`${kind.toLowerCase()}s`, space(seen), "Shows how many keys each has.");
  },
  fix: (seen) =>
    fixByHand(
      `Add the key to the ${kind}, or correct its name in the pod template.`,
      verifyRollout(seen.view, podOf(seen)),
    ),
});

const wantedKey = (seen: Recognised): string => (seen.match[1] ?? seen.match[3] ?? "").replace(/[,.:;]$/, "");

const named = (ref: ObjectRef | undefined): string => (ref ? ` ${ref.namespace}/${ref.name}` : "");

/** The object that lacks the key, as the message names it or as the volume that it speaks of is made of it, with its keys. */
const keyedOf = (seen: Recognised, kind: "ConfigMap" | "Secret") => {
  const [namespace, name] = (seen.match[2] ?? "").split("/");
  if (namespace && name) {
    const ref = { kind, namespace, name: name.replace(/[,.:;]$/, "") };
    return { ref, keys: keysOf(seen.view, ref), line: seen.view.object(ref)?.cite("data") };
  }
  const volume = /volume "([^"]{1,253})"/.exec(seen.complaint.text)?.[1];
  const found = volume === undefined ? undefined : ofVolume(seen.view, seen.complaint.pod, volume);
  return found?.ref === undefined ? undefined : { ...found, keys: keysOf(seen.view, found.ref) };
};

/** An object of the namespace whose name comes near the missing one. */
const near = (seen: Recognised, kind: string, name: string): string => {
  const names = seen.view
    .of(kind)
    .filter((one) => one.ref.namespace === space(seen))
    .map((one) => one.ref.name);
  const found = nearest(name, names);
  return found ? `; there is one named "${found}"` : "";
};

const cannotStart = (seen: Recognised, why: string): string =>
  `${nameOf(podOf(seen))} cannot start${inContainer(seen)}: ${why}.`;

const isStart = ({ stage }: { readonly stage: string }): boolean => stage === "start";

const commandIn = ({ match }: Recognised): string => match[1] ?? match[2] ?? match[3] ?? "";

/** The name of the program holds a blank and what follows it. */
const isOneString = (seen: Recognised): boolean => /^\S+\s+\S/.test(commandIn(seen));

const variants: readonly Variant[] = [
  missingKey("ConfigMap", "missing-configmap-key"),
  missingKey("Secret", "missing-secret-key"),
  missing("ConfigMap", "missing-configmap", "configmap"),
  missing("Secret", "missing-secret", "secret"),
  {
    code: "run-as-root-refused",
    title: "Container would run as root",
    about:
      "The security context asks for a user that is not root, and the image runs as root or names its user in words, which the kubelet cannot check.",
    explains,
    pattern:
      /runAsNonRoot and image will run as root|runAsNonRoot and image has non-numeric user \(([^)]{1,80})\)|container's runAsUser breaks non-root policy/,
    summary: (seen) =>
      cannotStart(
        seen,
        `runAsNonRoot is set, and the image ${seen.match[1] ? `names its user "${seen.match[1]}" in words` : "runs as root"}`,
      ),
    fix: (seen) =>
      fixByHand(
        "Set securityContext.runAsUser to a user id other than 0 that the image supports, or build the image with a numeric USER.",
        verifyRollout(seen.view, podOf(seen)),
      ),
  },
  {
    code: "wrong-architecture",
    title: "Executable for another architecture",
    about:
      "The kernel cannot execute the file: it is built for another processor architecture, or it is a script without a first line that names its interpreter.",
    explains,
    pattern: /exec format error/,
    summary: (seen) =>
      cannotStart(
        seen,
        `its executable is built for another architecture than the node's or is a script without interpreter line (exec format error)`,
      ),
    next: () => list("nodes", undefined, "Shows the architecture of the nodes.", "-L", "kubernetes.io/arch"),
    fix: (seen) =>
      fixByHand(
        "Build the image for the node's architecture, or select nodes that it is built for.",
        verifyRollout(seen.view, podOf(seen)),
      ),
  },
  {
    code: "command-not-executable",
    title: "Command not executable",
    about:
      "The file that the container shall run exists and may not be executed by its user: the execute bit is missing, or it is a directory.",
    explains,
    when: isStart,
    pattern:
      /exec: "?([^"\s]{1,200})"?: (?:permission denied|is a directory)|(?:starting container process|unable to start container process)[^"]{0,120}: permission denied/,
    summary: (seen) =>
      cannotStart(seen, `command ${seen.match[1] ? `"${seen.match[1]}" ` : ""}is not executable (permission denied)`),
    fix: (seen) =>
      fixByHand(
        "Make the file executable in the image (chmod +x), or run it through its interpreter.",
        verifyRollout(seen.view, podOf(seen)),
      ),
  },
  {
    code: "command-not-found",
    title: "Command not found in the image",
    about:
      "The command or entrypoint of the container is no file in the image or not on its PATH. Usually a typo in `command`, or a shell that a small image does not have.",
    explains,
    when: isStart,
    pattern:
      /exec: "?([^"]{1,200}?)"?: (?:executable file not found in \$?PATH|stat [^:]{1,200}: no such file or directory|no such file or directory)|exec: "?([^"]{1,200}?)"?: stat|stat ([^:\s]{1,200}): no such file or directory/,
    summary: (seen) =>
      cannotStart(
        seen,
        `its command "${commandIn(seen)}" does not exist in the image${seen.complaint.image ? ` "${seen.complaint.image}"` : ""}${isOneString(seen) ? ": it is one string with a blank in it, which no shell splits into a program and its arguments" : ""}`,
      ),
    fix: (seen) =>
      fixWith(
        isOneString(seen)
          ? `Write program and arguments as separate elements of \`command\`: ${commandIn(seen)
              .split(/\s+/)
              .map((word) => `"${word}"`)
              .join(", ")}.`
          : "Correct `command` and `args` of the container, or use an image that has this file.",
        rollBack(seen.view, podOf(seen)),
        verifyRollout(seen.view, podOf(seen)),
      ),
  },
  subPathVariant(explains, cannotStart),
  {
    code: "memory-limit-too-low",
    title: "Memory limit too low to start",
    about:
      "The limit is so small that the container runtime itself cannot start the process. Often a unit is missing: 128 means 128 bytes.",
    explains,
    when: isStart,
    pattern: /container init was OOM-killed \(memory limit too low\?\)|[Mm]inimum memory limit allowed is \S+/,
    summary: (seen) => cannotStart(seen, `its memory limit${limitOf(seen)} is too low to start it (${seen.match[0]})`),
    fix: (seen) =>
      fixByHand("Raise resources.limits.memory, with its unit (Mi, Gi).", verifyRollout(seen.view, podOf(seen))),
  },
  {
    code: "security-profile-missing",
    title: "Seccomp or AppArmor profile missing",
    about: "The pod asks for a seccomp or AppArmor profile that is not on its node.",
    explains,
    when: isStart,
    pattern:
      /cannot load seccomp profile[^:]{0,200}|apparmor profile (?:not found )?\S{0,200}(?: is not loaded| not found)?|failed to create containerd task[^:]{0,80}apparmor/i,
    summary: (seen) => cannotStart(seen, seen.match[0]),
    fix: (seen) =>
      fixByHand("Install the profile on the nodes, or name RuntimeDefault.", verifyRollout(seen.view, podOf(seen))),
  },
  {
    code: "post-start-hook-failing",
    title: "postStart hook fails",
    about: "The postStart hook ends with an error, and the kubelet kills the container each time.",
    explains,
    pattern: /(?:FailedPostStartHook|PostStartHookError)[\s\S]{0,400}/,
    summary: (seen) => cannotStart(seen, `its postStart hook fails (${seen.complaint.text.slice(0, 320)})`),
  },
  {
    code: "container-not-created",
    title: "Container cannot be created",
    about:
      "The container cannot be created or started, for a reason that none of the other rules knows. The message is the container runtime's or the kubelet's own.",
    explains,
    generic: true,
    pattern:
      /^(?:CreateContainerConfigError|CreateContainerError|RunContainerError|StartError|ContainerCannotRun)(?:: ([\s\S]*))?|^Failed: Error: ([\s\S]*)/,
    when: (complaint) => isStart(complaint) && !/image/i.test(`${complaint.reason} ${complaint.text}`),
    summary: (seen) => cannotStart(seen, essence(seen.match[1] || seen.match[2] || seen.complaint.reason, 250)),
    next: (seen) => describe(podOf(seen), "Its events say why the container is not created."),
  },
];

const limitOf = (seen: Recognised): string => {
  const limit = seen.complaint.pod.containers.find((one) => one.name === seen.complaint.container)?.memoryLimit;
  return limit ? ` of ${limit}` : "";
};

/** Why a container is not created or not started; and volumes from ConfigMaps and Secrets that do not exist. */
export const containerConfigRules: readonly Rule[] = variantRules(["start", "mount"], variants);
