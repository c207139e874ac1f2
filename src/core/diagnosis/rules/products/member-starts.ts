import type { ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, fixWith, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { numberAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

const ordered = defineRule(
  {
    code: "ordered-start-blocks-members",
    title: "Members wait for peers that are not made yet",
    about:
      "With podManagementPolicy OrderedReady the next pod of a StatefulSet is made when the one before is ready, and here the first becomes ready only with its peers (a quorum). Neither goes on; Parallel makes all pods at once.",
    reads: ["StatefulSet", "Pod", "logs"],
    explains: [
      "name-not-resolved",
      "service-name-unknown",
      "member-rejected",
      "leader-election-lost",
      "call-timed-out",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const set of view.of("StatefulSet").filter((one) => !isRow(one))) {
      const { ref, fields } = set;
      const policy = textAt(fields, "spec", "podManagementPolicy") || "OrderedReady";
      const wanted = numberAt(fields, "spec", "replicas") ?? 1;
      const made =
        numberAt(fields, "status", "replicas") ?? podsOf(view).filter(({ ref: pod }) => isMember(pod, ref)).length;
      if (
        policy !== "OrderedReady" ||
        wanted < 2 ||
        made === 0 ||
        made >= wanted ||
        (numberAt(fields, "status", "readyReplicas") ?? 0) >= made
      )
        continue;
      const peers = new RegExp(`\\b${ref.name.replaceAll(".", "\\.")}-(\\d{1,3})\\b`, "g");
      const said = logsOfView(view)
        .filter((log) => isMember(log.object, ref))
        .flatMap((log) => log.templates.map(({ last }) => ({ log, last })))
        .find(
          ({ last }) =>
            [...last.text.matchAll(peers)].some((match) => Number(match[1]) >= made) ||
            /quorum|cluster size|waiting for (?:peers?|members?|other|nodes?|more)|not enough (?:members|nodes|peers|masters?)|(?:minimum|expected) (?:\w+ )?(?:members|nodes|peers)/i.test(
              last.text,
            ),
        );
      if (said === undefined) continue;
      yield {
        object: ref,
        confidence: "likely",
        summary: `${nameOf(ref)} has podManagementPolicy ${policy}${textAt(fields, "spec", "podManagementPolicy") ? "" : " (the default)"}: ${made === 1 ? "its first pod waits" : `its first ${made} pods wait`} for peers, and those are only made when it is ready (${made} of ${wanted} pods exist).`,
        evidence: [
          textAt(fields, "spec", "podManagementPolicy")
            ? set.cite("spec", "podManagementPolicy")
            : set.cite("spec", "replicas"),
          said.last,
        ],
        related: [said.log.object],
        next: describe(ref, "Shows how many pods were made."),
        fix: fixByHand(
          "Make the StatefulSet anew with podManagementPolicy: Parallel (the field cannot be changed), or let the first member become ready alone.",
          verifyRollout(view, said.log.object),
        ),
      };
    }
  },
);

const isMember = (pod: ObjectRef, set: ObjectRef): boolean =>
  pod.namespace === set.namespace && new RegExp(`^${set.name.replaceAll(".", "\\.")}-\\d{1,4}$`).test(pod.name);

const unpublished = defineRule(
  {
    code: "unready-peers-unpublished",
    title: "Members cannot find each other before they are ready",
    about:
      "Members of a cluster look for each other by the names that their headless Service gives them, and become ready only when they have found each other. Without publishNotReadyAddresses a pod gets its name in DNS when it is ready, so that none ever is.",
    reads: ["StatefulSet", "Service", "Pod", "logs"],
    explains: [
      "name-not-resolved",
      "service-name-unknown",
      "member-rejected",
      "dependency-unreachable",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const { cause, target, log, template } of logStatements(view)) {
      const [peer, service] = (target?.host ?? "").split(".");
      if (cause.code !== "name-not-resolved" || !peer || !service) continue;
      const headless = view
        .of("Service")
        .find(({ ref }) => ref.name === service && ref.namespace === log.object.namespace);
      const pod = podsOf(view).find(({ ref }) => ref.name === peer && ref.namespace === log.object.namespace);
      if (!headless || !pod || pod.health === "healthy" || isRow(headless) || seen.has(keyOf(headless.ref))) continue;
      if (
        textAt(headless.fields, "spec", "clusterIP") !== "None" ||
        textAt(headless.fields, "spec", "publishNotReadyAddresses") === "true"
      )
        continue;
      seen.add(keyOf(headless.ref));
      const members = podsOf(view).filter(
        ({ ref }) => ref.namespace === pod.ref.namespace && ref.name.replace(/-\d+$/, "") === peer.replace(/-\d+$/, ""),
      );
      yield {
        object: headless.ref,
        confidence: "likely",
        summary: `${nameOf(headless.ref)} does not set publishNotReadyAddresses, so that Pod ${peer}, which is not ready, has no name in DNS: its peers wait for that name before they are ready themselves.`,
        evidence: [headless.cite("spec", "clusterIP"), template.last, pod.line],
        related: unique([log.object, ...members.map(({ ref }) => ref), ...ownersOf(view, pod.ref)]),
        fix: fixWith(
          "Set publishNotReadyAddresses: true on the headless Service.",
          suggest(
            [
              "patch",
              "service",
              service,
              ...inNamespace(headless.ref),
              `--patch='{"spec":{"publishNotReadyAddresses":true}}'`,
            ],
            "Gives pods their names before they are ready.",
          ),
          list("pods", pod.ref.namespace, "Shows whether the members become ready."),
        ),
      };
    }
  },
);

/** Members of a StatefulSet that wait for each other. */
export const memberStartRules: readonly Rule[] = [ordered, unpublished];
