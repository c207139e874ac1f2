import { textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const permissive = defineBenign(
  {
    code: "mesh-accepts-both",
    title: "PeerAuthentication that is PERMISSIVE",
    about:
      "PERMISSIVE is Istio's default: a sidecar takes mTLS and plain text, and sidecars still speak mTLS with each other. It is a stage on the way to STRICT and no fault. Not where handshakes or connections are seen to fail.",
    reads: ["PeerAuthentication", "Pod"],
    asked: /\bpermissive\b|\bmtls\b|peer ?authentication|encrypt\w*|plain ?text/,
  },
  function* (view) {
    const failed = linesIn(
      view,
      /TLS_error|CERTIFICATE_VERIFY_FAILED|upstream connect error|connection termination/i,
      1,
    );
    if (failed.length > 0 || isAnythingDown(view)) return;
    for (const object of view.of("PeerAuthentication")) {
      const mode = object.printed.get("MODE")?.value ?? textAt(object.fields, "spec", "mtls", "mode");
      if (mode !== "PERMISSIVE") continue;
      yield {
        ref: object.ref,
        text: `PeerAuthentication ${object.ref.name} is PERMISSIVE by design: sidecars speak mTLS with each other and also accept plain text from others, so mTLS works; only STRICT would refuse plain text`,
        lines: [object.printed.get("MODE")?.line ?? object.cite("spec", "mtls", "mode")],
      };
    }
  },
);

const warned = defineBenign(
  {
    code: "pod-security-only-warns",
    title: "Pod Security that only warns",
    about:
      "`Warning: would violate PodSecurity` comes from the warn (or audit) label of the namespace and refuses nothing: what was applied is made and runs. Not where pods are forbidden or missing.",
    reads: ["Deployment", "Pod", "Namespace"],
    asked: /pod ?security|seccomp|violat\w*|restricted|apparmor|selinux|warning/,
  },
  function* (view, question) {
    const shown = linesIn(view, /would violate PodSecurity/, 1)[0];
    const isTold = /would violate "?podsecurity/i.test(question.text);
    const refused = linesIn(view, /violates PodSecurity|is forbidden:/, 1);
    if ((shown === undefined && !isTold) || refused.length > 0 || isAnythingDown(view)) return;
    for (const pod of podsOf(view)) {
      if (pod.health !== "healthy") continue;
      const owner = workloadOf(view, pod.ref);
      yield {
        ref: view.object(owner)?.ref ?? pod.ref,
        about: [pod.ref, owner],
        text: `the Pod Security message is only a warning ("would violate", from the namespace's warn mode) and refuses nothing: pod ${pod.ref.name} was made and is running and ready`,
        lines: [shown, pod.line],
      };
      return;
    }
  },
);

export const lenientModes: readonly BenignRule[] = [permissive, warned];
